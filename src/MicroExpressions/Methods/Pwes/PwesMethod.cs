using MicroExpressions.Features;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Pwes;

/// <summary>
/// PWES as a whole: all that decides a result but the data. Defaults are CAS(ME)²'s; the variants of the paper's tables are <c>with</c>s.
/// </summary>
public sealed record PwesMethod : ILearningMethod
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
    public static PwesMethod SammLongVideos { get; } = new()
    {
        PreTraining = 50,
        Regions = new RegionSampling { Background = 8 },
        Training = new() { Steps = 1000, LearningRate = 8e-4, WeightDecay = 5e-4 },
    };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "pwes", "PWES", 2024, "Yu, Jiang, Li, Zhao: Weak supervision with arbitrary single frame for micro- and macro-expression spotting, arXiv 2403.14240",
        Supervision.Point, MethodInput.Snippets, "none");

    int ILearningMethod.Width => Model.Width;

    /// <summary>The seed also draws the points.</summary>
    /// <param name="training">steps, batches, rate, seed</param>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training, Points = Points with { Seed = (ulong)training.Seed } };

    /// <summary>Features projected to that share of 1024; every other width follows.</summary>
    /// <param name="share">of the published width</param>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Model = Model with { Projection = Math.Max(1, (int)(share * 1024)) } };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new PwesTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        var network = new ExpressionSpotter(Model with { RgbDimension = rgb, FlowDimension = flow }, Scale(rgb), Scale(flow));
        return new(network.to(device ?? CPU), new PwesSpotter(network, Search, device));

        FeatureScaling? Scale(int dimension) => Scaling ? FeatureScaling.Of(zeros(1, dimension)) : null;
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);
}
