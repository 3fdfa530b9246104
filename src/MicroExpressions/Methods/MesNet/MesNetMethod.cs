using MicroExpressions.Features;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.MesNet;

/// <summary>
/// MESNet: (2+1)D convolutions over the frames, a network that proposes clips of several lengths, and one that says of each whether it is an
/// expression and where its ends are. Neither code nor text is public: the three modules and what each is for are the abstract's, how they
/// are made is a reconstruction in the manner of Faster R-CNN, whose parts they are named after.
/// </summary>
public sealed record MesNetMethod : ILearningMethod
{
    /// <summary>Channels of the first of three blocks; each next has twice as many [source R(2+1)D: 64].</summary>
    public int Channels { get; init; } = 64;

    /// <summary>Numbers between a clip's vectors and what is said of it [chosen].</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Vectors that every clip is brought to [chosen].</summary>
    public int Points { get; init; } = 8;

    /// <summary>What the last module sees beyond either end of a clip, as a share of its length [chosen: ends show against what is outside].</summary>
    public double Around { get; init; } = 0.5;

    /// <summary>Snippets in a window [chosen: 6.4 s].</summary>
    public int Window { get; init; } = 96;

    /// <summary>Snippets from one training window to the next [chosen: a quarter of a window].</summary>
    public int TrainingStride { get; init; } = 24;

    /// <summary>Snippets from one window to the next where expressions are sought [chosen: half a window].</summary>
    public int TestStride { get; init; } = 48;

    /// <summary>Whether it learns micro-expressions alone, as published; the tables ask for both kinds, which their length tells apart [ours].</summary>
    public bool MicroOnly { get; init; }

    /// <summary>Which clips are proposed.</summary>
    public ClipProposalSettings Proposals { get; init; } = new();

    /// <summary>What is taught.</summary>
    public MesNetLoss Loss { get; init; } = new();

    /// <summary>IoU above which the weaker of two clips in a video goes [chosen].</summary>
    public double LargestOverlap { get; init; } = 0.2;

    /// <summary>Steps, batches, rate [chosen].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 3000, BatchSize = 8, LearningRate = 1e-4 };

    PublishedMethod ISpottingMethod.Published => new(
        "mesnet", "MESNet", 2021, "Wang, He, Li, Fu: MESNet: A convolutional neural network for spotting multi-scale micro-expression intervals in long videos, IEEE TIP 2021",
        Supervision.Full, MethodInput.Frames, "none")
    {
        Reconstructed = "all but the abstract's three modules: maps of 28 × 28 pixels fifteen times a second, the flow beside the picture, widths, anchors, windows, losses, training; "
            + "it learns macro-expressions, too, where the publication's only knows micro-expressions",
    };

    Supervision ILearningMethod.Supervision => Supervision.Full;

    int ILearningMethod.Width => SpatioTemporalNetwork.Widening * Channels;

    /// <summary>Windows as <see cref="VideoWindows"/> cuts them: a step is a snippet, and there is no pyramid.</summary>
    internal PyramidSettings Windows => new() { StepsPerSnippet = 1, Window = Window, TrainingStride = TrainingStride, TestStride = TestStride, Levels = [] };

    /// <inheritdoc/>
    public IFeatureExtractor OwnFeatures(double framesPerSecond) => new FaceMaps(FaceMapSettings.At(framesPerSecond));

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => this with { Channels = Math.Max(1, (int)(share * Channels)), Hidden = Math.Max(1, (int)(share * Hidden)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new MesNetTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        MesNetNetwork network = Network(rgb, flow).to(device ?? CPU);
        return new(network, new MesNetSpotter(network, this, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal MesNetNetwork Network(int rgb, int flow) => new(this, rgb, flow);
}
