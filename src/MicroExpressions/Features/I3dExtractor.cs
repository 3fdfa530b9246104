using System.Text.Json;
using MicroExpressions.Features.Weights;
using MicroExpressions.Flow;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features;

/// <summary>
/// The papers' features: two streams of I3D over snippets that do not overlap, RGB and TV-L1 flow in eight bits, each
/// <c>x·2/255 − 1</c> [docs/method.md §1 "Features"]; beside them the mean length of the flow, pixels a frame. The weights are the user's; none are shipped.
/// </summary>
public sealed class I3dExtractor : IFeatureExtractor, IDisposable
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "i3d/2";

    /// <summary>Snippets that go through the network together: enough for every thread, within 200 MB of input where they are of 32 frames.</summary>
    private const int Pass = 8;

    private readonly I3dSettings settings;
    private readonly I3D rgb, flow;
    private readonly I3dInference rgbInference, flowInference;

    /// <summary>Reads both streams' weights.</summary>
    /// <param name="settings">where the weights are, and what to compute</param>
    /// <exception cref="InputException">a file of weights is not named, not there, damaged or another network's</exception>
    public I3dExtractor(I3dSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SnippetLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.FrameSize, 32);
        this.settings = settings;
        string rgbFile = Named(settings.RgbWeights, "RGB", "--weights-rgb");
        string flowFile = Named(settings.FlowWeights, "flow", "--weights-flow");
        (rgb, string? rgbNote) = Load(rgbFile, channels: 3);
        (flow, string? flowNote) = Load(flowFile, channels: 2);
        Notes = [.. new[] { rgbNote, flowNote }.OfType<string>()];
        rgbInference = new I3dInference(rgb);
        flowInference = new I3dInference(flow);
        Description = new ExtractorDescription
        {
            Name = Name,
            SnippetLength = settings.SnippetLength,
            Stride = settings.SnippetLength,
            FrameWidth = settings.FrameSize,
            FrameHeight = settings.FrameSize,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = I3D.Features,
                [FeatureFile.Flow] = I3D.Features,
                [FeatureFile.Motion] = 1,
            },
            FlowBound = settings.Encoding.Bound,
            Weights = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = SourceFingerprint.Of(rgbFile),
                [FeatureFile.Flow] = SourceFingerprint.Of(flowFile),
            },
            Basis = NumericBasis.Of(CPU),
            Settings = JsonSerializer.SerializeToNode(settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <summary>Where in the files the weights were found, if that is not plain to see; for people.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        int length = settings.SnippetLength, total = Description.SnippetsIn(video.Count);
        if (first >= total)
            yield break;
        // Passes always begin at the same snippets: a snippet's numbers are the same to the bit whatever was done before.
        int begin = first - first % Pass;
        var frames = new FramesOnTheWay(new FrameRange(video, begin * length, (total - begin) * length + 1), FrameTransforms.ToColour);
        var appearance = new List<byte>();
        var motion = new List<byte>();
        var magnitude = new double[Pass];
        int pair = 0;
        foreach (FlowField field in FlowSequence.Compute(frames, settings.Flow, cancellation: cancellation))
        {
            appearance.AddRange(frames.Take(pair).Pixels);
            for (int i = 0; i < field.U.Length; i++)
            {
                motion.Add(settings.Encoding.Encode(field.U[i]));
                motion.Add(settings.Encoding.Encode(field.V[i]));
                magnitude[pair / length % Pass] += Math.Sqrt(field.U[i] * field.U[i] + field.V[i] * field.V[i]) / (field.U.Length * length);
            }
            pair++;
            int ready = pair % (Pass * length) == 0 ? Pass : pair == (total - begin) * length ? (total - begin) % Pass : 0;
            if (ready == 0)
                continue;
            float[] rgbRows = Features(rgbInference, appearance, ready, channels: 3);
            float[] flowRows = Features(flowInference, motion, ready, channels: 2);
            appearance.Clear();
            motion.Clear();
            int start = begin + pair / length - ready;
            for (int t = Math.Max(first - start, 0); t < ready; t++)
                yield return new Dictionary<string, float[]>
                {
                    [FeatureFile.Rgb] = rgbRows[(t * I3D.Features)..((t + 1) * I3D.Features)],
                    [FeatureFile.Flow] = flowRows[(t * I3D.Features)..((t + 1) * I3D.Features)],
                    [FeatureFile.Motion] = [(float)magnitude[t]],
                };
            Array.Clear(magnitude);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        rgbInference.Dispose();
        flowInference.Dispose();
        rgb.Dispose();
        flow.Dispose();
    }

    /// <summary>Eight-bit snippets <c>[B, L, H, W, C]</c> through one stream.</summary>
    /// <returns><c>[B, 1024]</c>, row-major</returns>
    private float[] Features(I3dInference stream, List<byte> snippets, int count, int channels)
    {
        using var scope = NewDisposeScope();
        int side = settings.FrameSize;
        Tensor codes = tensor(snippets.ToArray(), dtype: ScalarType.Byte).view([count, settings.SnippetLength, side, side, channels]);
        Tensor x = codes.permute(0, 4, 1, 2, 3).to(ScalarType.Float32).contiguous() * (2f / 255) - 1;   // [B, C, L, H, W]
        return stream.Features(x).data<float>().ToArray();
    }

    private static string Named(string? file, string stream, string option) => file ?? throw new InputException(
        $"I3D's {stream} weights", "no file", $"the file of the weights, by {option} FILE",
        $"They are public ({WeightMapping.I3D.Source}) and not shipped with this kit; the extractor hoof needs none.");

    private static (I3D Network, string? Note) Load(string file, int channels)
    {
        using StateDict weights = StateDict.Read(file);
        var network = new I3D(channels);
        try
        {
            return (network, WeightMapping.I3D.Load(weights, network).Note);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
