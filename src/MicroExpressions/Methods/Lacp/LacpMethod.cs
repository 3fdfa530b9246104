using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Lacp;

/// <summary>
/// LACP learns how complete an expression is from points: between them it searches the sequence of expressions and background that stands
/// out most from what surrounds its parts, and teaches that sequence. Defaults are its authors' code's for THUMOS14.
/// </summary>
public sealed record LacpMethod : ILearningMethod
{
    /// <summary>Outputs of the convolution [source LACP: 2048].</summary>
    public int Hidden { get; init; } = 2048;

    /// <summary>Share of them that is dropped before the classifier [source LACP: 0.7].</summary>
    public double Dropout { get; init; } = 0.7;

    /// <summary>Steps between two searches of the sequences; the first comes after as many [source LACP: 10].</summary>
    public int SearchEvery { get; init; } = 10;

    /// <summary>Snippets that count as background or expression for sure.</summary>
    public SnippetSeeding Seeding { get; init; } = new();

    /// <summary>The best sequence.</summary>
    public SequenceSearch Sequence { get; init; } = new();

    /// <summary>The loss.</summary>
    public LacpLoss Loss { get; init; } = new();

    /// <summary>From scores to intervals.</summary>
    public LacpProposals Proposals { get; init; } = new();

    /// <summary>Steps, batches, rate, decay [source LACP: 2000, 16, 1e-4, 5e-4].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 2000, BatchSize = 16, LearningRate = 1e-4, WeightDecay = 5e-4 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "lacp", "LACP", 2021, "Lee, Byun: Learning action completeness from points for weakly-supervised temporal action localization, ICCV 2021",
        Supervision.Point, MethodInput.Snippets, "Pilhyeon/Learning-Action-Completeness-from-Points (MIT)");

    Supervision ILearningMethod.Supervision => Supervision.Point;

    int ILearningMethod.Width => Hidden;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <inheritdoc/>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Hidden = Math.Max(1, (int)(share * Hidden)) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new LacpTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        LacpNetwork network = new LacpNetwork(this, rgb, flow).to(device ?? CPU);
        return new(network, Spotter(network, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    internal LacpSpotter Spotter(LacpNetwork network, Device? device) => new(network, network.call, Proposals, device);
}
