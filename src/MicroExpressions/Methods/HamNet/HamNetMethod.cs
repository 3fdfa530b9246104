using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.HamNet;

/// <summary>
/// HAM-Net: an attention that must find whole actions, because the classifier is also shown what is left when its most attended snippets
/// are taken away. Learns from the classes that occur in a video. Rebuilt from its description; defaults are the authors' code's.
/// </summary>
public sealed record HamNetMethod : ILearningMethod
{
    /// <summary>Width of the classifier's hidden layers [source HAM-Net: that of its features].</summary>
    public int Width { get; init; } = 2048;

    /// <summary>Width of the attention's hidden layers [source HAM-Net].</summary>
    public int AttentionWidth { get; init; } = 512;

    /// <summary>Dropout before the classifier's last layer [source HAM-Net].</summary>
    public double Dropout { get; init; } = 0.7;

    /// <summary>Slope of the leaky rectifiers below 0 [source HAM-Net].</summary>
    public double LeakySlope { get; init; } = 0.2;

    /// <summary>Most snippets of a training video; of longer ones one of each of so many equal parts is drawn [source HAM-Net].</summary>
    public int LongestVideo { get; init; } = 500;

    /// <summary>The loss.</summary>
    public HamNetLoss Loss { get; init; } = new();

    /// <summary>From attention to intervals.</summary>
    public ThresholdSearch Search { get; init; } = new();

    /// <summary>
    /// Steps, batch, rate, decay [source HAM-Net: 100 epochs; THUMOS14's 200 training videos are 10 batches of 20, which makes 1000 steps].
    /// </summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1000, BatchSize = 20, LearningRate = 1e-5, WeightDecay = 1e-3 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "ham-net", "HAM-Net", 2021, "Islam, Long, Radke: A hybrid attention mechanism for weakly-supervised temporal action localization, AAAI 2021",
        Supervision.Video, MethodInput.Snippets, "asrafulashiq/hamnet (no licence)");

    Supervision ILearningMethod.Supervision => Supervision.Video;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <summary>Both widths to that share.</summary>
    /// <param name="share">of the published widths</param>
    public ILearningMethod Narrowed(double share) => this with { Width = Math.Max(1, (int)(share * Width)), AttentionWidth = Math.Max(1, (int)(share * AttentionWidth)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new HamNetTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        HamNetNetwork network = new HamNetNetwork(this, rgb + flow).to(device ?? CPU);
        return new(network, Spotter(network, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal AttentionSpotter Spotter(HamNetNetwork network, Device? device) => new(network, network.call, Search, device);
}
