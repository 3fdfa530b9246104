using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Co2Net;

/// <summary>
/// CO2-Net: each modality is filtered by what the other one says, and both must attend to the same snippets. Learns from the classes that
/// occur in a video. PWES's network descends from it, so that <see cref="ExpressionSpotter"/> is this one's too, with two differences:
/// dropout before the attention's sigmoid, and class scores that are no probabilities (<see cref="ExpressionSpotter.Scored"/>). The
/// authors' code has one layer more, which nothing ever uses. Rebuilt from its description; defaults are the code's.
/// </summary>
public sealed record Co2NetMethod : ILearningMethod
{
    /// <summary>The network; its dimensions are those of the videos [source CO2-Net: dropout of 0.5 before the attention's sigmoid].</summary>
    public SpotterSettings Model { get; init; } = new() { AttentionScoreDropout = 0.5 };

    /// <summary>Most snippets of a training video; of longer ones one of each of so many equal parts is drawn [source CO2-Net].</summary>
    public int LongestVideo { get; init; } = 500;

    /// <summary>Pairs of videos with a class in common that a batch begins with [source CO2-Net]; a batch has no fewer videos than they need.</summary>
    public int Pairs { get; init; } = 3;

    /// <summary>The loss.</summary>
    public Co2NetLoss Loss { get; init; } = new();

    /// <summary>From attention to intervals.</summary>
    public ThresholdSearch Search { get; init; } = new() { AlwaysAClass = true };

    /// <summary>Steps, batch, rate, decay [source CO2-Net: run.sh, whose 5000 steps are 20000 in the README].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 5000, BatchSize = 10, LearningRate = 5e-5, WeightDecay = 1e-3 };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "co2-net", "CO-Net", 2021, "Hong, Feng, Xu, Shan, Zheng: Cross-modal consensus network for weakly supervised temporal action localization, ACM MM 2021",
        Supervision.Video, MethodInput.Snippets, "harlanhong/MM2021-CO2-Net (no licence)");

    Supervision ILearningMethod.Supervision => Supervision.Video;

    int ILearningMethod.Width => Model.Width;

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <summary>Features projected to that share of their width, which a gate must keep; every other width follows.</summary>
    /// <param name="share">of the published width</param>
    public ILearningMethod Narrowed(double share) => share == 1 ? this : this with { Model = Model.Narrowed(share) };

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new Co2NetTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        ExpressionSpotter network = Network(rgb, flow, device);
        return new(network, Spotter(network, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <exception cref="InputException">modalities of different width, and no projection</exception>
    internal ExpressionSpotter Network(int rgb, int flow, Device? device) =>
        new ExpressionSpotter(Model with { RgbDimension = rgb, FlowDimension = flow }).to(device ?? CPU);

    internal AttentionSpotter Spotter(ExpressionSpotter network, Device? device) => new(
        network, input =>
        {
            SpotterOutput output = network.Scored(input);
            return (output.Attention, output.ActivationMap);
        }, Search, device);
}
