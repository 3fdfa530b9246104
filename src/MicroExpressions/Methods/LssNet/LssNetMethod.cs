using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.LssNet;

/// <summary>
/// LSSNet: anchor-based and anchor-free heads on a pyramid over windows of 128 frames, with local suppression. Defaults are CAS(ME)²'s in the
/// authors' code.
/// </summary>
public sealed record LssNetMethod : ILearningMethod
{
    /// <summary>Windows, levels, heads [source LSSNet: ends in 0–8, 8–32, 32–64 and 64–128 frames, here half as many steps].</summary>
    public PyramidSettings Pyramid { get; init; } = new()
    {
        Levels = [new(512, 1, 0, 4, true), new(512, 2, 4, 16, false), new(1024, 2, 16, 32, false), new(1024, 2, 32, 64, true)],
    };

    /// <summary>Values below it are suppressed [source LSSNet: 0.45].</summary>
    public double SuppressedBelow { get; init; } = 0.45;

    /// <summary>Dropout in the suppression [source LSSNet: 0.3].</summary>
    public double Dropout { get; init; } = 0.3;

    /// <summary>What is taught.</summary>
    public PyramidLoss Loss { get; init; } = new();

    /// <summary>Which proposals stay.</summary>
    public PyramidSearch Search { get; init; } = new();

    /// <summary>Steps, batches, rate [source LSSNet: 30 epochs of 965 windows in batches of 32 are some 900 steps; 8e-4].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 900, BatchSize = 32, LearningRate = 8e-4 };

    PublishedMethod ISpottingMethod.Published => new(
        "lssnet", "LSSNet", 2021, "Yu, Jiang, Li: LSSNet: A two-stream convolutional neural network for spotting macro- and micro-expression in long videos, ACM MM 2021",
        Supervision.Full, MethodInput.Snippets, "williamlee91/mer_spot (no licence)");

    Supervision ILearningMethod.Supervision => Supervision.Full;

    int ILearningMethod.Width => Pyramid.Widest;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Pyramid = Pyramid.Narrowed(share) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null)
    {
        var taught = new TaughtVideos(videos, device);
        IReadOnlyList<VideoWindow> windows = VideoWindows.WithExpressions(videos, Pyramid.Checked());
        manual_seed(Training.Seed);
        return new PyramidTraining(Network(taught.Dimensions.Rgb + taught.Dimensions.Flow).to(device ?? CPU), taught, windows, Pyramid, Loss, Search, Training, Describe(), device ?? CPU);
    }

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        PyramidNetwork network = Network(rgb + flow).to(device ?? CPU);
        return new(network, new PyramidSpotter(network, Pyramid, Search, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal PyramidNetwork Network(int input) => new(Pyramid, input, new LocalSuppression(Pyramid.ReducedWidth, Pyramid.Window, SuppressedBelow, Dropout));
}
