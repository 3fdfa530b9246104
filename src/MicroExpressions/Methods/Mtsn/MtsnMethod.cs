using MicroExpressions.Features;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>
/// MTSN: is this frame part of an expression? A shallow network looks at how the face moves from it within half a micro-expression and to the
/// next frame. Defaults are CAS(ME)²'s in the authors' code.
/// </summary>
public sealed record MtsnMethod : ILearningMethod
{
    /// <summary>What is made of the frames.</summary>
    public MotionMapSettings Maps { get; init; } = new();

    /// <summary>Maps of SOFTNet's convolutions.</summary>
    public SoftNetMaps Convolutions { get; init; } = new();

    /// <summary>Numbers between the dense layers [source MTSN: 128].</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>The loss.</summary>
    public MtsnLoss Loss { get; init; } = new();

    /// <summary>From scores to intervals.</summary>
    public PeakSearch Search { get; init; } = new();

    /// <summary>
    /// Steps, frames in a batch, rate [source MTSN: 10 epochs of batches of 128, 5e-5; CAS(ME)²'s expressions are some 12 400 frames, every other one
    /// of which is a row, and as many others].
    /// </summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1000, BatchSize = 128, LearningRate = 5e-5 };

    PublishedMethod ISpottingMethod.Published => new(
        "mtsn", "MTSN", 2022,
        "Liong, Liong, See, Chan: MTSN: A multi-temporal stream network for spotting facial macro- and micro-expression with hard and soft pseudo-labels, FME 2022",
        Supervision.Full, MethodInput.Frames, "genbing99/MTSN-Spot-ME-MaE (no licence)")
    {
        Reconstructed = "how its maps of motion are made is not public: they follow SOFTNet's code, with fixed shares of the aligned face in place of landmarks; every other frame at 30 a second is a row; "
            + "intervals end at a share of their peak, for thresholds are swept",
    };

    Supervision ILearningMethod.Supervision => Supervision.Full;

    int ILearningMethod.Width => Hidden;

    IFeatureExtractor? ILearningMethod.OwnFeatures(double framesPerSecond) => new MotionMapExtractor(Maps, framesPerSecond);

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <summary>As it is: its sixteen maps and 128 numbers are nothing to save.</summary>
    /// <param name="share">of the width</param>
    public ILearningMethod Narrowed(double share) => this;

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new MtsnTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        MtsnNetwork network = Network(rgb, flow).to(device ?? CPU);
        return new(network, new MtsnSpotter(network, Search, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <exception cref="InputException">features that are not its own</exception>
    internal MtsnNetwork Network(int rgb, int flow)
    {
        int numbers = SoftNet.Inputs * Maps.Side * Maps.Side;
        return (rgb, flow) == (numbers, numbers) ? new(Convolutions, Hidden, Maps.Side) : throw new InputException(
            "MTSN", $"features of {rgb} and {flow} numbers a row", $"{numbers} and {numbers}, its maps of motion",
            $"Extract its own features: mex features extract … --extractor mtsn.");
    }
}
