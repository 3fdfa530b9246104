using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.LgsNet;

/// <summary>
/// LGSNet: LSSNet's heads and windows with multi-receptive fusion, local and global suppression, and windows of background. Defaults are
/// CAS(ME)²'s in the authors' code.
/// </summary>
public sealed record LgsNetMethod : ILearningMethod
{
    /// <summary>Windows, levels, heads [source LGSNet: ends in 0–10, 8–32, 16–64 and 64–128 frames, here half as many steps].</summary>
    public PyramidSettings Pyramid { get; init; } = new()
    {
        Levels = [new(512, 1, 0, 5, true), new(512, 2, 4, 16, false), new(1024, 2, 8, 32, false), new(1024, 2, 32, 64, false)],
    };

    /// <summary>Windows without an expression for each one with it, at most [source LGSNet: 3].</summary>
    public int Background { get; init; } = 3;

    /// <summary>Dropout of the weights that places have for each other [source LGSNet: 0.1].</summary>
    public double AttentionDropout { get; init; } = 0.1;

    /// <summary>Dropout elsewhere in the suppression [source LGSNet: 0.2].</summary>
    public double Dropout { get; init; } = 0.2;

    /// <summary>What is taught.</summary>
    public PyramidLoss Loss { get; init; } = new() { MicroWeight = 4, WindowsCounted = 1, LargestGrowth = 5 };

    /// <summary>Which proposals stay.</summary>
    public PyramidSearch Search { get; init; } = new() { LargestOverlap = 0.01, Most = 30 };

    /// <summary>Steps, batches, rate [source LGSNet: 30 epochs of 3433 windows in batches of 64 are some 1600 steps; 8e-4].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1600, BatchSize = 64, LearningRate = 8e-4 };

    PublishedMethod ISpottingMethod.Published => new(
        "lgsnet", "LGSNet", 2023,
        "Yu, Jiang, Yang, Yan, Li: LGSNet: A two-stream network for micro- and macro-expression spotting with background modeling, IEEE Transactions on Affective Computing",
        Supervision.Full, MethodInput.Snippets, "williamlee91/LGSNet (MIT)");

    Supervision ILearningMethod.Supervision => Supervision.Full;

    int ILearningMethod.Width => Pyramid.Widest;

    /// <summary>The seed also draws the windows of background.</summary>
    /// <param name="training">steps, batches, rate, seed</param>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Pyramid = Pyramid.Narrowed(share) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null)
    {
        var taught = new TaughtVideos(videos, device);
        IReadOnlyList<VideoWindow> windows = VideoWindows.WithExpressions(videos, Pyramid.Checked());
        IReadOnlyList<VideoWindow> background = BackgroundWindows.Draw(videos, Pyramid, Background, StepSeed.Generator(Training.Seed, long.MinValue));
        manual_seed(Training.Seed);
        return new PyramidTraining(
            Network(taught.Dimensions.Rgb + taught.Dimensions.Flow).to(device ?? CPU), taught, [.. windows, .. background], Pyramid, Loss, Search, Training, Describe(), device ?? CPU);
    }

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        PyramidNetwork network = Network(rgb + flow).to(device ?? CPU);
        return new(network, new PyramidSpotter(network, Pyramid, Search, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal PyramidNetwork Network(int input) => new(
        Pyramid, input, new LocalGlobalSuppression(Pyramid.ReducedWidth, AttentionDropout, Dropout), new MultiReceptiveFusion(Pyramid.BaseWidth, Pyramid.LengthOf(0)));
}
