using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>
/// FTCL: videos with the same classes must run alike, snippet by snippet, and others not. It stands on ACM-Net, which tells an expression
/// from what belongs to it and from the rest, and which is trained alone first. Learns from the classes that occur in a video. Defaults
/// are the authors' code's.
/// </summary>
public sealed record FtclMethod : ILearningMethod
{
    /// <summary>Width of the embedding [source FTCL: that of its features].</summary>
    public int Width { get; init; } = 2048;

    /// <summary>Numbers of a snippet that is aligned: half for how alike two are, half for what a gap costs [source FTCL].</summary>
    public int AlignmentWidth { get; init; } = 1024;

    /// <summary>Dropout of whole snippets, and again of numbers, before the classes are told [source FTCL].</summary>
    public double Dropout { get; init; } = 0.7;

    /// <summary>Most snippets of a training video; of longer ones one of each of so many equal parts is drawn [source FTCL].</summary>
    public int LongestVideo { get; init; } = 750;

    /// <summary>What ACM-Net learns from.</summary>
    public ActionContextLoss Loss { get; init; } = new();

    /// <summary>What pairs of videos teach.</summary>
    public FineGrainedContrast Contrast { get; init; } = new();

    /// <summary>From attention and scores to intervals.</summary>
    public FtclSearch Search { get; init; } = new();

    /// <summary>
    /// Share of the steps before the pairs join, each on a batch of videos; then on a batch of pairs [source FTCL: ACM-Net for 500 epochs,
    /// 6500 steps, then 25 over the pairs].
    /// </summary>
    public double PreTraining { get; init; } = 0.7;

    /// <summary>
    /// Steps, batch, rate, decay [source FTCL: THUMOS14's 200 training videos are 13 batches of 16, its 861 pairs of videos with the same
    /// classes, with as many that have none in common, 108; 500 and 25 epochs of them are 9200 steps].
    /// </summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 9200, BatchSize = 16, LearningRate = 1e-4, WeightDecay = 5e-5 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "ftcl", "FTCL", 2022, "Gao, Chen, Xu: Fine-grained temporal contrastive learning for weakly-supervised temporal action localization, CVPR 2022",
        Supervision.Video, MethodInput.Snippets, "MengyuanChen21/CVPR2022-FTCL (MIT)");

    Supervision ILearningMethod.Supervision => Supervision.Video;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <summary>Both widths to that share.</summary>
    /// <param name="share">of the published widths</param>
    public ILearningMethod Narrowed(double share) => this with { Width = Math.Max(1, (int)(share * Width)), AlignmentWidth = 2 * Math.Max(1, (int)(share * AlignmentWidth / 2)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new FtclTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        FtclNetwork network = new FtclNetwork(this, rgb + flow).to(device ?? CPU);
        return new(network, new FtclSpotter(network, this, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);
}
