using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>A model's curve for one movement of any video. How much of it is time alone, <see cref="ClipControls"/> tells.</summary>
/// <param name="Frames"><c>[T]</c>: frame numbers, from the onset to the offset</param>
/// <param name="Values"><c>[T]</c>: what the model says; no units, its largest value is the apex</param>
/// <param name="RepeatsFrames">there are fewer frames than points</param>
public sealed record IntensityEstimate(ImmutableArray<int> Frames, ImmutableArray<double> Values, bool RepeatsFrames)
{
    /// <summary>Reads the frames and lets the model rate them.</summary>
    /// <param name="model">takes a frozen encoder's vectors</param>
    /// <param name="encoder">that encoder</param>
    /// <param name="settings">size of the frames and how the face is found</param>
    /// <param name="clip">onset and offset; its apex is not used, only its order is checked</param>
    /// <param name="showsMoreThanTheFace">the face has to be cut out first</param>
    /// <param name="place">where to work and keep</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">frames that are missing or cannot be read, no face, an offset that is not after the onset</exception>
    public static IntensityEstimate Of(
        IntensityRegressor model, EncoderSettings encoder, FrameSettings settings, IntensityClip clip, bool showsMoreThanTheFace, RunPlace place,
        CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using ClipFrames frames = Read(clip, settings, showsMoreThanTheFace, cancellation);
        return Of(model, FrozenFeatures.Of(frames, encoder, place.Weights, place.Features, place.Device, cancellation: cancellation), clip, place);
    }

    /// <summary>The frames that stand for a clip.</summary>
    internal static ClipFrames Read(IntensityClip clip, FrameSettings settings, bool showsMoreThanTheFace, CancellationToken cancellation) =>
        ClipFrames.Read(new IntensityDataSet(clip.Label.Name, clip.Label.Name, [clip]) { ShowsMoreThanTheFace = showsMoreThanTheFace }, settings, cancellation);

    /// <summary>What the model says of a clip's vectors <c>[1, T, D]</c>.</summary>
    internal static IntensityEstimate Of(IntensityRegressor model, Tensor z, IntensityClip clip, RunPlace place) =>
        new(IntensityCurve.Label(clip.Label, new TriangularShape()).Frames, Curves(model, z, place)[0], clip.RepeatsFrames);

    /// <summary>What the model says of any vectors <c>[B, T, D]</c>: B times <c>[T]</c>.</summary>
    internal static ImmutableArray<double>[] Curves(IntensityRegressor model, Tensor z, RunPlace place)
    {
        using var scope = NewDisposeScope();
        float[] curves = model.call(z.to(place.Device)).cpu().contiguous().data<float>().ToArray();
        return [.. curves.Select(v => (double)v).Chunk((int)z.shape[1]).Select(curve => curve.ToImmutableArray())];
    }
}
