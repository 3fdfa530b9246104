using MicroExpressions.Features;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Training;

/// <summary>
/// PWES as a whole: all that decides a result but the data. Defaults are CAS(ME)²'s; the variants of the paper's tables are <c>with</c>s.
/// </summary>
public sealed record SpottingMethod
{
    /// <summary>The network.</summary>
    public SpotterSettings Model { get; init; } = new();

    /// <summary>Whether features are scaled with the training videos' figures [ours: others than I3D's need it].</summary>
    public bool Scaling { get; init; }

    /// <summary>
    /// What the training videos tell. <see cref="Supervision.Video"/>: L_snip and the contrast are left out [Table I's baseline, which the
    /// paper derives from a method that learns from video labels]; <see cref="Supervision.Point"/>: points, and what is made of them;
    /// <see cref="Supervision.Full"/>: every snippet's true label, the oracle that no weak method can beat.
    /// </summary>
    public Supervision Supervision { get; init; } = Supervision.Point;

    /// <summary>Which frame of an expression is labelled.</summary>
    public PointLabels Points { get; init; } = new();

    /// <summary>What labels the other snippets; null: nothing, only the points teach (a row of ours).</summary>
    public IPseudoLabelGenerator? PseudoLabels { get; init; } = new MultiRefined();

    /// <summary>
    /// Whether pseudo labels are made from the network without dropout [chosen: with half to two thirds of the features dropped at random, a
    /// snippet resembles itself far more than its likeness]. Costs a forward pass a step, but for what comes before the first dropout.
    /// </summary>
    public bool LabelsWithoutDropout { get; init; } = true;

    /// <summary>Whether the labelled snippets teach from the first step on, pseudo labels and contrast still waiting [chosen: all wait].</summary>
    public bool PointsWhilePreTraining { get; init; }

    /// <summary>Whether (10)'s regions hold the points beside the pseudo labels [chosen: Y is Ỹ of (15)]; without them pseudo labels alone.</summary>
    public bool PointsInRegions { get; init; } = true;

    /// <summary>Whether the contrast's vectors, and so the bank, come from the network without dropout [chosen: with, as the step has them]. Costs a backward pass.</summary>
    public bool RegionsWithoutDropout { get; init; }

    /// <summary>Regions of the contrast; it is left out where the loss gives it no weight.</summary>
    public RegionSampling Regions { get; init; } = new();

    /// <summary>The loss.</summary>
    public SpottingLoss Loss { get; init; } = new();

    /// <summary>From attention to intervals.</summary>
    public ProposalSearch Search { get; init; } = new();

    /// <summary>Steps before pseudo labels and contrast begin [paper, Table III: 80 for CAS(ME)², 50 for SAMM-LV].</summary>
    public int PreTraining { get; init; } = 80;

    /// <summary>Steps, batches, rate [paper: 1000, 8, 5e-4; decay 5e-4: source CO2-Net].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1000, LearningRate = 5e-4, WeightDecay = 5e-4 };

    /// <summary>SAMM-LV's settings [paper].</summary>
    public static SpottingMethod SammLongVideos { get; } = new()
    {
        PreTraining = 50,
        Regions = new RegionSampling { Background = 8 },
        Training = new() { Steps = 1000, LearningRate = 8e-4, WeightDecay = 5e-4 },
    };

    /// <summary>All settings, one a line: what tells runs and checkpoints apart.</summary>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);
}
