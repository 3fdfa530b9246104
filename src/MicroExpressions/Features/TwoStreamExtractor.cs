using System.Text.Json;
using MicroExpressions.Features.Weights;
using MicroExpressions.Flow;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features;

/// <summary>
/// Two streams of one ResNet18 with ImageNet's weights, where I3D's are not at hand: for each snippet the mean of its sampled frames' vectors
/// stands for F^r, the mean of their flows' vectors for F^f; beside them the mean length of those flows, pixels a frame. A network of pictures
/// can be shown flow [source: TSN, "cross modality pre-training"] as a picture of its components in 0..255; here red is the motion to the
/// right, green downwards, blue its length [chosen], in float [chosen: a step of eight bits is 0.16 pixel at a bound of 20].
/// </summary>
public sealed class TwoStreamExtractor : IFeatureExtractor, IDisposable
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "two-stream/2";

    /// <summary>Snippets that are worked on together, so that every core has something to do.</summary>
    private const int Pass = 4;

    /// <summary>The same with random weights.</summary>
    public const string RandomName = "two-stream-random/2";

    private readonly TwoStreamSettings settings;
    private readonly TvL1Flow flow;
    private readonly int sampled;
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
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Sampled, 1, nameof(settings.Sampled));
        sampled = Math.Min(settings.Sampled, settings.SnippetLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.FrameSize, 32, nameof(settings.FrameSize));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.FlowBound, nameof(settings.FlowBound));
        flow = new TvL1Flow(settings.Flow);
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
        // the face is followed while the snippets before are computed
        foreach ((Frame At, Frame After)[][] pass in Ahead.Of(stop => Sampled(video, first, stop), Pass, cancellation).Chunk(Pass))
        {
            (Frame At, Frame After)[] pairs = [.. pass.SelectMany(p => p)];
            var fields = new FlowField[pairs.Length];
            EveryCore.For(0, pairs.Length, i => fields[i] = flow.Compute(ImageF.FromFrame(pairs[i].At), ImageF.FromFrame(pairs[i].After)), cancellation);
            FlowField[][] motion = [.. fields.Chunk(sampled)];
            float[][] vectors = Means([.. pass.Select(snippet => Appearance(snippet)), .. motion.Select(Motion)]);
            for (int t = 0; t < pass.Length; t++)
                yield return new Dictionary<string, float[]>
                {
                    [FeatureFile.Rgb] = vectors[t],
                    [FeatureFile.Flow] = vectors[pass.Length + t],
                    [FeatureFile.Motion] = [(float)motion[t].Average(f => f.U.Zip(f.V, (u, v) => Math.Sqrt(u * u + v * v)).Average())],
                };
        }
    }

    /// <summary>The sampled frames of each snippet with the frames after them; each frame is read once.</summary>
    private IEnumerable<(Frame At, Frame After)[]> Sampled(IFrameSource video, int first, CancellationToken cancellation)
    {
        int length = settings.SnippetLength, snippets = Description.SnippetsIn(video.Count);
        (int Position, Frame? Frame) last = (-1, null);
        for (int t = first; t < snippets; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return [.. Enumerable.Range(0, sampled).Select(k => t * length + (2 * k + 1) * length / (2 * sampled)).Select(p => (Read(p), Read(p + 1)))];
        }

        Frame Read(int position)
        {
            if (last.Position != position)
                last = (position, video.Read(position));
            return last.Frame!;
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

    /// <summary>A snippet's frames as pictures <c>[P, H, W, 3]</c>.</summary>
    private Tensor Appearance((Frame At, Frame After)[] snippet) => Pictures(tensor(snippet.SelectMany(p => p.At.ToColour().Pixels).ToArray()));

    /// <summary>A snippet's flows as pictures <c>[P, H, W, 3]</c>.</summary>
    private Tensor Motion(FlowField[] fields)
    {
        var pixels = new float[fields.Length * fields[0].U.Length * 3];
        int at = 0;
        foreach (FlowField field in fields)
            for (int i = 0; i < field.U.Length; i++)
            {
                float size = MathF.Sqrt(field.U[i] * field.U[i] + field.V[i] * field.V[i]);
                pixels[at++] = Component(field.U[i]);
                pixels[at++] = Component(field.V[i]);
                pixels[at++] = Math.Min(size, settings.FlowBound) * 255 / settings.FlowBound;
            }
        return Pictures(tensor(pixels));
    }

    private Tensor Pictures(Tensor pixels)
    {
        using (pixels)
            return pixels.view(sampled, settings.FrameSize, settings.FrameSize, 3);
    }

    /// <summary>Pictures <c>[P, H, W, 3]</c>, each lot through the network and averaged to <c>[512]</c>; the pictures are freed.</summary>
    private float[][] Means(Tensor[] lots)
    {
        Tensor[] means = OneThreadEach.Select(lots, pictures =>
        {
            using var untracked = no_grad();
            using var own = NewDisposeScope();
            return network.Embed(normalisation.Of(pictures.permute(0, 3, 1, 2), CPU)).mean([0]).DetachFromDisposeScope();
        });
        float[][] rows = [.. means.Select(mean => mean.data<float>().ToArray())];
        foreach (Tensor spent in means.Concat(lots))
            spent.Dispose();
        return rows;
    }
}
