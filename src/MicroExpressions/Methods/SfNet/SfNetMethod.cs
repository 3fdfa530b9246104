using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.SfNet;

/// <summary>
/// SF-Net learns what moves and whether anything moves from single labelled frames, then labels their neighbours and learns anew from both.
/// Defaults are its authors' code's for THUMOS14.
/// </summary>
public sealed record SfNetMethod : ILearningMethod
{
    /// <summary>Hidden layers of each modality's classifier and actionness [source SF-Net: 1024].</summary>
    public int Hidden { get; init; } = 1024;

    /// <summary>Share that is dropped before the classifiers [source SF-Net: 0.7].</summary>
    public double Dropout { get; init; } = 0.7;

    /// <summary>Most snippets of a training video in every other step [source SF-Net: 750]: a stretch of a longer one, drawn anew.</summary>
    public int LongestVideo { get; init; } = 750;

    /// <summary>Most snippets in the steps between [source SF-Net: 2800].</summary>
    public int LongestVideoBetween { get; init; } = 2800;

    /// <summary>Share of the steps after which labels are expanded and a new network begins [source SF-Net: 2000 of 8000].</summary>
    public double ExpandAfter { get; init; } = 0.25;

    /// <summary>How a label expands to its neighbours.</summary>
    public LabelExpansion Expansion { get; init; } = new();

    /// <summary>The loss.</summary>
    public SfNetLoss Loss { get; init; } = new();

    /// <summary>From scores to intervals.</summary>
    public SfNetProposals Proposals { get; init; } = new();

    /// <summary>Steps, batches, rate, decay [source SF-Net: 8000, 32, 1e-4, 5e-4].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 8000, BatchSize = 32, LearningRate = 1e-4, WeightDecay = 5e-4 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "sf-net", "SF-Net", 2020, "Ma, Zhu, Yang, Zha, Kundu, Feiszli, Shou: SF-Net: single-frame supervision for temporal action localization, ECCV 2020",
        Supervision.Point, MethodInput.Snippets, "Flowerfan/SF-Net (no licence)");

    Supervision ILearningMethod.Supervision => Supervision.Point;

    int ILearningMethod.Width => Hidden;

    /// <summary>The step from which the new network learns.</summary>
    internal int Expanded => (int)(ExpandAfter * Training.Steps);

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Hidden = Math.Max(1, (int)(share * Hidden)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new SfNetTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        SfNetNetwork network = new SfNetNetwork(this, rgb, flow).to(device ?? CPU);
        return new(network, new SfNetSpotter(network, Proposals, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);
}
