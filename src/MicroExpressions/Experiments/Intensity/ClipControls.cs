using System.Collections.Immutable;
using MicroExpressions.Faces;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>
/// A model's curve of a clip beside those of the same clip without its movement and without its order: how much follows time alone, how
/// much the pictures. A model of sequences that learnt from labels which all rise and fall says "rises, then falls" of anything.
/// <list type="bullet">
/// <item>The clip <em>stilled</em>: its first frame repeated, with the clip's own noise (<see cref="StilledClip"/>), many times in other
/// orders and signs of the noise. Nothing moves, so these curves are what time alone makes.</item>
/// <item>The clip <em>shuffled</em>: the same frames in other orders, each with its own vector, its change since the onset included. The
/// prediction averaged for each frame, wherever it came, is what follows the pictures; averaged at each position, what follows time.</item>
/// </list>
/// </summary>
public sealed record ClipControls
{
    /// <summary>Orders drawn; each comes in all its T rotations, so that every frame stands at every position equally often [chosen].</summary>
    private const int OrdersDrawn = 25;

    /// <summary>Stilled clips [chosen].</summary>
    private const int StilledClips = 100;

    /// <summary>Two curves nowhere further apart than this are the same [chosen: the rounding of single precision through the model stays below].</summary>
    private const double Same = 1e-5;

    /// <summary>The orders in which the shuffled clip's frames come: of fixed seeds, the same for all clips and models.</summary>
    public static int Orders => OrdersDrawn * IntensityCurve.DefaultLength;

    /// <summary>The clip as it is.</summary>
    public required IntensityEstimate Clip { get; init; }

    /// <summary><c>[T]</c>: of the clip shuffled, the mean prediction for each frame, wherever it stood; put back to the frames' own places.</summary>
    public required ImmutableArray<double> ShuffledByFrame { get; init; }

    /// <summary><c>[T]</c>: of the clip shuffled, the mean prediction at each position, whichever frame stood there.</summary>
    public required ImmutableArray<double> ShuffledByPosition { get; init; }

    /// <summary>R times <c>[T]</c>: the curves of the clip stilled, each with the noise in another order.</summary>
    public required ImmutableArray<ImmutableArray<double>> StilledRuns { get; init; }

    /// <summary><c>[T]</c>: the pictures as the encoder is given them.</summary>
    public required ImmutableArray<Frame> Faces { get; init; }

    /// <summary><c>[T]</c>: the mean curve of the clip stilled.</summary>
    public ImmutableArray<double> Stilled => [.. Clip.Values.Select((_, t) => StilledRuns.Average(run => run[t]))];

    /// <summary>Where the face was found, and who else is there; null where the frames show nothing else.</summary>
    public FoundFace? Found { get; init; }

    /// <summary>How many of the stilled clips peak as high as the clip. Many: the height of its curve is no sign of movement.</summary>
    public int StilledAsHigh => StilledRuns.Count(run => run.Max() >= Clip.Values.Max() - Same);

    /// <summary>The clip stilled has the clip's own curve: the pictures add nothing.</summary>
    public bool AllIsTime => StilledRuns.All(run => run.Zip(Clip.Values, (s, y) => Math.Abs(y - s)).Max() <= Same);

    /// <summary>
    /// How much of the curve's variation a control's curve has too: <c>max(0, 1 − Σ_t (d_t − d̄)² / Σ_t (y_t − ȳ)²)</c> with
    /// <c>d = y − s</c> [chosen]: the coefficient of determination of the curve <c>y</c> with the control's <c>s</c> as its prediction,
    /// levels taken away. Nothing is fitted, so a curve of the same shape and half the height does not share all. 1: all of it; 0: nothing,
    /// or <c>s</c> goes against <c>y</c>. NaN for a constant curve, which has no variation. Of <see cref="Stilled"/> it is the share of time alone.
    /// </summary>
    /// <param name="control"><c>[T]</c></param>
    public double Share(ImmutableArray<double> control)
    {
        ImmutableArray<double> y = Clip.Values;
        if (y.Max() - y.Min() <= Same)
            return double.NaN;
        double mean = y.Average(), apart = y.Zip(control, (a, b) => a - b).Average();
        return Math.Max(0, 1 - y.Zip(control, (a, b) => a - b - apart).Sum(d => d * d) / y.Sum(v => (v - mean) * (v - mean)));
    }

    /// <summary>Reads the frames and lets the model rate the clip, the clip shuffled and the clip stilled.</summary>
    /// <param name="model">takes a frozen encoder's vectors</param>
    /// <param name="encoder">that encoder</param>
    /// <param name="settings">size of the frames and how the face is found</param>
    /// <param name="clip">onset and offset; its apex is not used, only its order is checked</param>
    /// <param name="showsMoreThanTheFace">the face has to be cut out first</param>
    /// <param name="place">where to work and keep</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">frames that are missing or cannot be read, no face, an offset that is not after the onset</exception>
    public static ClipControls Of(
        IntensityRegressor model, EncoderSettings encoder, FrameSettings settings, IntensityClip clip, bool showsMoreThanTheFace, RunPlace place,
        CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using ClipFrames frames = IntensityEstimate.Read(clip, settings, showsMoreThanTheFace, cancellation);
        Tensor z = Vectors(frames);      // [1, T, D]
        var (byFrame, byPosition) = Shuffled(model, z, place);
        return new()
        {
            Clip = IntensityEstimate.Of(model, z, clip, place),
            ShuffledByFrame = byFrame,
            ShuffledByPosition = byPosition,
            StilledRuns = StilledCurves(model, cat([Still(sign: 1), Still(sign: -1)], 0), place),
            Found = frames.Faces[0],
            Faces = [.. Enumerable.Range(0, IntensityCurve.DefaultLength).Select(t => Face(frames.Pixels.select(0, 0).select(0, t)))],
        };

        Tensor Vectors(ClipFrames read) => FrozenFeatures.Of(read, encoder, place.Weights, place.Features, place.Device, cancellation: cancellation);

        Tensor Still(int sign)
        {
            using IFrameSource whole = clip.Open();
            int first = clip.FirstNumber ?? (whole as FrameFolder)?.FirstNumber ?? 1;
            PixelBox box = frames.Faces[0]?.Box ?? new(0, 0, whole.Width, whole.Height);
            var movement = new FrameRange(whole, clip.Label.Onset - first, clip.Label.Offset - clip.Label.Onset + 1);
            using ClipFrames read = IntensityEstimate.Read(
                clip with { Open = () => new StilledClip(movement, box, sign), FirstNumber = clip.Label.Onset }, settings, showsMoreThanTheFace: false, cancellation);
            return Vectors(read);
        }
    }

    /// <summary>
    /// The prediction of a clip's vectors <c>[1, T, D]</c> in all orders, averaged by frame and by position. The encoder sees each frame by
    /// itself, so a frame in another place has the same vector.
    /// </summary>
    private static (ImmutableArray<double> ByFrame, ImmutableArray<double> ByPosition) Shuffled(IntensityRegressor model, Tensor z, RunPlace place)
    {
        int length = IntensityCurve.DefaultLength;
        double[] byFrame = new double[length], byPosition = new double[length];
        for (int drawn = 0; drawn < OrdersDrawn; drawn++)
        {
            int[] order = IntensityRun.ShuffledOrder(drawn);
            int[][] rotations = [.. order.Select((_, r) => order[r..].Concat(order[..r]).ToArray())];
            foreach (var (r, curve) in Curves(model, z, rotations, place).Index())
                for (int p = 0; p < length; p++)
                {
                    byFrame[rotations[r][p]] += curve[p] / Orders;
                    byPosition[p] += curve[p] / Orders;
                }
        }
        return ([.. byFrame], [.. byPosition]);
    }

    /// <summary>The curves of the clip stilled, from the vectors <c>[2, T, D]</c> with the noise of either sign: the first frame, then the noises in other orders and signs.</summary>
    private static ImmutableArray<ImmutableArray<double>> StilledCurves(IntensityRegressor model, Tensor z, RunPlace place)
    {
        int length = IntensityCurve.DefaultLength;
        return [.. Curves(model, z, [.. Enumerable.Range(0, StilledClips).Select(run =>
        {
            Random random = StepSeed.Generator(0, run);
            int[] noises = [.. Enumerable.Range(1, length - 1)];
            random.Shuffle(noises);
            return noises.Select(t => t + length * random.Next(2)).Prepend(0).ToArray();
        })], place)];
    }

    /// <summary>What the model says of sequences made of given vectors <c>[B, T, D]</c>, which are counted on from clip to clip.</summary>
    private static ImmutableArray<double>[] Curves(IntensityRegressor model, Tensor z, int[][] sequences, RunPlace place)
    {
        using var scope = NewDisposeScope();
        Tensor chosen = tensor(sequences.SelectMany(s => s).Select(t => (long)t).ToArray());
        return IntensityEstimate.Curves(model, z.flatten(0, 1).index_select(0, chosen).view(sequences.Length, z.shape[1], z.shape[2]), place);
    }

    /// <summary>A picture of bytes <c>[3, H, W]</c>.</summary>
    private static Frame Face(Tensor pixels)
    {
        using var scope = NewDisposeScope();
        return new((int)pixels.shape[2], (int)pixels.shape[1], 3, pixels.permute(1, 2, 0).contiguous().data<byte>().ToArray());
    }
}
