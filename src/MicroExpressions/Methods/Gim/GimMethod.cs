using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Gim;

/// <summary>
/// GIM: from one labelled frame of each expression an intensity is made for the frames about it, gaussian in feature space and as wide as the
/// network itself finds the expression to be; attention learns it. Defaults are CAS(ME)²'s in the authors' code.
/// </summary>
public sealed record GimMethod : ILearningMethod
{
    /// <summary>
    /// Steps that a snippet is spread over [chosen: 8, as the authors have features of every frame at 30 a second]; values between two snippets'
    /// middles are interpolated.
    /// </summary>
    public int StepsPerSnippet { get; init; } = 8;

    /// <summary>D [source GIM: 256].</summary>
    public int Width { get; init; } = 256;

    /// <summary>Dropout in all heads, also right before their sigmoids [source GIM: 0.7].</summary>
    public double Dropout { get; init; } = 0.7;

    /// <summary>From points to intensities.</summary>
    public GaussianIntensities Intensities { get; init; } = new();

    /// <summary>The loss.</summary>
    public GimLoss Loss { get; init; } = new();

    /// <summary>From attention to intervals.</summary>
    public GimSearch Search { get; init; } = new();

    /// <summary>Steps, batch, rate, decay [source GIM: 100 epochs of CAS(ME)²'s 95 videos, one a batch; 2e-5; 0.1].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 9000, BatchSize = 1, LearningRate = 2e-5, WeightDecay = 0.1 };

    PublishedMethod ISpottingMethod.Published => new(
        "gim", "GIM", 2025, "Deng, Hayashi, Nagahara: Gaussian-based instance-adaptive intensity modeling for point-supervised facial expression spotting, ICLR 2025",
        Supervision.Point, MethodInput.Snippets, "KinopioIsAllIn/GIM (no licence)")
    {
        Reconstructed = "Its features are learnt with it from the flow round ten parts of the face; here a layer on the kit's snippets takes their place. The function that scores proposals is not public.",
    };

    Supervision ILearningMethod.Supervision => Supervision.Point;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => this with { Width = Math.Max(1, (int)(share * Width)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new GimTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        GimNetwork network = Network(rgb + flow).to(device ?? CPU);
        return new(network, new GimSpotter(network, Search, StepsPerSnippet, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal GimNetwork Network(int input) => new(input, Width, Dropout, StepsPerSnippet);
}
