using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.CrrcNet;

/// <summary>
/// CRRC-Net: LACP on CO2-Net's gates, with features that are made alike within a class over all videos, and labels of further snippets that
/// class prototypes vouch for (probabilistic pseudo label mining, PPLM). Defaults are its authors' code's for THUMOS14.
/// </summary>
public sealed record CrrcNetMethod : ILearningMethod
{
    /// <summary>Width of one modality inside the network [source CRRC-Net: 1024]; even.</summary>
    public int Width { get; init; } = 1024;

    /// <summary>Dropout around the classifier [source CRRC-Net: 0.7]; in gates and attention it is CO2-Net's.</summary>
    public double Dropout { get; init; } = 0.7;

    /// <summary>Compact representation.</summary>
    public RepresentationContrast Contrast { get; init; } = new();

    /// <summary>Further labelled snippets.</summary>
    public PrototypeMining Mining { get; init; } = new();

    /// <summary>Sequences, their loss and proposals are LACP's.</summary>
    public LacpMethod Lacp { get; init; } = new();

    /// <summary>The loss.</summary>
    public CrrcNetLoss Loss { get; init; } = new();

    /// <summary>Steps, batches, rate, decay [source CRRC-Net: 2100, 16, 1e-4, 5e-4].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 2100, BatchSize = 16, LearningRate = 1e-4, WeightDecay = 5e-4 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "crrc-net", "CRRC-Net", 2022, "Fu, Gao, Xu: Compact representation and reliable classification learning for point-level weakly-supervised action localization, IEEE TIP 2022",
        Supervision.Point, MethodInput.Snippets, "PHDJieFu/CRRC-NET (Apache-2.0)")
    {
        Reconstructed = "the first prototypes: the authors' file of them is not public; here the mean of what the untrained network's gates let through at the points of a class",
    };

    Supervision ILearningMethod.Supervision => Supervision.Point;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Width = 2 * Math.Max(1, (int)(share * Width / 2)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new CrrcNetTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        CrrcNetNetwork network = new CrrcNetNetwork(this, rgb, flow).to(device ?? CPU);
        return new(network, Spotter(network, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal LacpSpotter Spotter(CrrcNetNetwork network, Device? device) => new(network, input => network.call(input).Said, Lacp.Proposals, device);
}
