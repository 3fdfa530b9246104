using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.McWes;

/// <summary>
/// MC-WES: consistent across modalities, in how a video is shared out among the classes, in how long a class lasts and in its features.
/// Learns from the classes that occur in a video. PWES, by the same authors, descends from it and calls itself without points MC-WES without
/// two losses; so network, other losses, search and training are PWES's, and those two losses are rebuilt from what they are said to do.
/// </summary>
public sealed record McWesMethod : ILearningMethod
{
    /// <summary>The network; its dimensions are those of the videos [source PWES].</summary>
    public SpotterSettings Model { get; init; } = new();

    /// <summary>The loss.</summary>
    public McWesLoss Loss { get; init; } = new();

    /// <summary>From attention to intervals [source PWES].</summary>
    public ProposalSearch Search { get; init; } = new();

    /// <summary>Steps, batch, rate, decay [source PWES].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1000, BatchSize = 8, LearningRate = 5e-4, WeightDecay = 5e-4 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "mc-wes", "MC-WES", 2025, "Yu, Yang, Yan, Li: Weakly supervised micro- and macro-expression spotting based on multi-level consistency, IEEE TPAMI 2025, arXiv 2305.02734",
        Supervision.Video, MethodInput.Snippets, "none public")
    {
        Reconstructed = "known are its abstract and what PWES says of it, which calls its baseline MC-WES without two losses; so network, other losses, search, steps and rate are PWES's. "
            + "Guessed are the two losses (duration, features) with their weights, and how many snippets speak for each class.",
    };

    Supervision ILearningMethod.Supervision => Supervision.Video;

    int ILearningMethod.Width => Model.Width;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <summary>Features projected to that share of their width, which a gate must keep; every other width follows.</summary>
    /// <param name="share">of the published width</param>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Model = Model.Narrowed(share) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new McWesTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        ExpressionSpotter network = Network(rgb, flow, device);
        return new(network, new PwesSpotter(network, Search, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <exception cref="InputException">modalities of different width, and no projection</exception>
    internal ExpressionSpotter Network(int rgb, int flow, Device? device) =>
        new ExpressionSpotter(Model with { RgbDimension = rgb, FlowDimension = flow }).to(device ?? CPU);
}
