using System.Text.Json;
using MicroExpressions.Features.Weights;
using MicroExpressions.Flow;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features;

/// <summary>
/// Two streams of one ResNet18 with ImageNet's weights, where I3D's are not at hand: for each snippet the mean of its frames' vectors
/// stands for F^r, the mean of its flows' vectors for F^f; beside them the mean length of the flow, pixels a frame. A network of pictures
/// can be shown flow [source: TSN, "cross modality pre-training"] as a picture of its components in 0..255; here red is the motion to the
/// right, green downwards, blue its length [chosen], in float [chosen: a step of eight bits is 0.16 pixel at a bound of 20].
/// </summary>
public sealed class TwoStreamExtractor : IFeatureExtractor, IDisposable
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "two-stream/1";

    /// <summary>The same with random weights.</summary>
    public const string RandomName = "two-stream-random/1";

    private readonly TwoStreamSettings settings;
    private readonly ResNet18 network;
    private readonly FrameNormalisation normalisation;

    /// <summary>Reads the weights.</summary>
    /// <param name="settings">snippets, frames, flow; the defaults where not given</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    /// <exception cref="InputException">the package's files are not there, or others</exception>
    public TwoStreamExtractor(TwoStreamSettings? settings = null)
    {
        this.settings = settings ??= new TwoStreamSettings();
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SnippetLength, 1, nameof(settings.SnippetLength));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.FrameSize, 32, nameof(settings.FrameSize));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.FlowBound, nameof(settings.FlowBound));
        PackagedResNet18 package = settings.Weights is null ? PackagedResNet18.Here() : PackagedResNet18.At(settings.Weights);
        if (settings.RandomWeights is long seed)
            manual_seed(seed);
        network = new ResNet18(blocks: PackagedResNet18.Blocks);
        if (settings.RandomWeights is null)
        {
            using StateDict weights = package.ReadWeights();
            WeightMapping.ResNet18(withClasses: false).Load(weights, network);
        }
        network.eval();
        normalisation = FrameNormalisation.Packaged(package);
        Description = new ExtractorDescription
        {
            Name = settings.RandomWeights is null ? Name : RandomName,
            SnippetLength = settings.SnippetLength,
            Stride = settings.SnippetLength,
            FrameWidth = settings.FrameSize,
            FrameHeight = settings.FrameSize,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = ResNet18.Features,
                [FeatureFile.Flow] = ResNet18.Features,
                [FeatureFile.Motion] = 1,
            },
            Weights = settings.RandomWeights is not null ? new Dictionary<string, string>() : new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = PackagedResNet18.WeightsSha256,
                [FeatureFile.Flow] = PackagedResNet18.WeightsSha256,
            },
            Basis = NumericBasis.Of(CPU),
            Settings = JsonSerializer.SerializeToNode(settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        int length = settings.SnippetLength, snippets = Description.SnippetsIn(video.Count) - first;
        if (snippets <= 0)
            yield break;
        var frames = new FramesOnTheWay(new FrameRange(video, first * length, snippets * length + 1), FrameTransforms.ToColour);
        var (appearance, motion) = (new List<byte>(), new List<float>());
        double magnitude = 0;
        int pair = 0;
        foreach (FlowField field in FlowSequence.Compute(frames, settings.Flow, cancellation: cancellation))
        {
            appearance.AddRange(frames.Take(pair++).Pixels);
            for (int i = 0; i < field.U.Length; i++)
            {
                float size = MathF.Sqrt(field.U[i] * field.U[i] + field.V[i] * field.V[i]);
                motion.AddRange(Component(field.U[i]), Component(field.V[i]), Math.Min(size, settings.FlowBound) * 255 / settings.FlowBound);
                magnitude += size;
            }
            if (pair % length != 0)
                continue;
            float[][] means = Means(appearance, motion);
            yield return new Dictionary<string, float[]>
            {
                [FeatureFile.Rgb] = means[0],
                [FeatureFile.Flow] = means[1],
                [FeatureFile.Motion] = [(float)(magnitude * 3 / motion.Count)],
            };
            appearance.Clear();
            motion.Clear();
            magnitude = 0;
        }
    }

    /// <summary>Frees the network.</summary>
    public void Dispose()
    {
        network.Dispose();
        normalisation.Dispose();
    }

    /// <summary>−bound..bound to 0..255.</summary>
    private float Component(float flow) => (Math.Clamp(flow, -settings.FlowBound, settings.FlowBound) + settings.FlowBound) * 255 / (2 * settings.FlowBound);

    /// <summary>A snippet's frames and flows <c>[L, H, W, 3]</c>, each through the network and averaged to <c>[512]</c>.</summary>
    private float[][] Means(List<byte> appearance, List<float> motion)
    {
        using var scope = NewDisposeScope();
        long[] shape = [settings.SnippetLength, settings.FrameSize, settings.FrameSize, 3];
        Tensor[] means = OneThreadEach.Select([tensor(appearance.ToArray()).view(shape), tensor(motion.ToArray()).view(shape)], pictures =>
        {
            using var untracked = no_grad();
            using var own = NewDisposeScope();
            return network.Embed(normalisation.Of(pictures.permute(0, 3, 1, 2), CPU)).mean([0]).DetachFromDisposeScope();
        });
        float[][] rows = [.. means.Select(mean => mean.data<float>().ToArray())];
        foreach (Tensor mean in means)
            mean.Dispose();
        return rows;
    }
}
