using System.Text.Json.Serialization;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>What turns frames into vectors.</summary>
public sealed record EncoderSettings
{
    /// <summary>
    /// The encoder is not trained: each frame's vector is computed once and kept. False is the paper's: trained with the rest.
    /// </summary>
    public bool Frozen { get; init; }

    /// <summary>
    /// SHA-256 of the file with ImageNet's weights [paper]: which they are [chosen: those of a package that the kit restores,
    /// <see cref="PackagedResNet18"/>, with a third block in the last stage; a file of the user's is torchvision's]. It decides the
    /// network's blocks and how frames are normalised, too.
    /// </summary>
    public string WeightsSha256 { get; init; } = PackagedResNet18.WeightsSha256;

    /// <summary>A control: the same network, given the same frames, with random initial weights. What is then missing is what ImageNet brings.</summary>
    public bool RandomWeights { get; init; }

    /// <summary>Seed of the random initial weights.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// A frozen encoder is given the frame's change since the onset, <c>x_t − x_0</c> of the normalised frames, instead of the frame.
    /// The frame is the paper's; the frozen scales take the change [chosen: <see cref="IntensityScale"/>]. An encoder that is trained
    /// with the rest always gets the frame [paper].
    /// </summary>
    public bool ChangeSinceOnset { get; init; }

    /// <summary>What a table's footnote says of it.</summary>
    [JsonIgnore]
    public string Description =>
        $"ResNet18{(IsPackaged ? " with a third block in its last stage" : "")}, "
        + (RandomWeights ? "random initial weights" : $"ImageNet's weights [paper]{(IsPackaged ? $", those of {PackagedResNet18.Package} [chosen]" : "")}") + ", "
        + (Frozen ? $"frozen [chosen], given each frame{(ChangeSinceOnset ? "'s change since the onset [chosen]" : " [paper]")}" : "trained with the rest [paper]");

    private bool IsPackaged => WeightsSha256 == PackagedResNet18.WeightsSha256;

    /// <summary>The encoder, in evaluation mode.</summary>
    /// <param name="weights">
    /// the file whose SHA-256 is <see cref="WeightsSha256"/>: the packaged one (null: where the build put it), or torchvision's as
    /// safetensors or a state dict of PyTorch's
    /// </param>
    /// <exception cref="InputException">the file is not there or another one, or does not hold ResNet18's weights</exception>
    public FrameEncoder Make(string? weights)
    {
        manual_seed(Seed);
        ResNet18 resnet = Network();
        if (!RandomWeights)
            Load(resnet, weights);
        var encoder = new FrameEncoder(resnet);
        encoder.eval();
        return encoder;
    }

    /// <summary>How the encoder wants its frames.</summary>
    /// <param name="weights">as for <see cref="Make"/></param>
    /// <exception cref="InputException">the packaged mean picture is not there or another one</exception>
    public FrameNormalisation Normalisation(string? weights) =>
        IsPackaged ? FrameNormalisation.Packaged(Package(weights)) : FrameNormalisation.Torchvision();

    /// <summary>These settings with the weights of a file.</summary>
    /// <exception cref="InputException">the file cannot be read</exception>
    public EncoderSettings With(string weights) => this with { WeightsSha256 = Sum(weights) };

    /// <summary>Looks into a file of weights before anything is run with it.</summary>
    /// <returns>where in the file the weights were found, if that is not plain to see</returns>
    /// <exception cref="InputException">the file cannot be read, or does not hold ResNet18's weights</exception>
    public static string? Check(string weights)
    {
        EncoderSettings settings = new EncoderSettings().With(weights);
        using var resnet = settings.Network();
        return settings.Load(resnet, weights);
    }

    private ResNet18 Network() => new(blocks: IsPackaged ? PackagedResNet18.Blocks : null);

    /// <summary>Every parameter and statistic by its name, but for <c>fc</c>, which the encoder does without.</summary>
    private string? Load(ResNet18 resnet, string? weights)
    {
        using StateDict file = IsPackaged ? Package(weights).ReadWeights() : Torchvision(weights);
        return WeightMapping.ResNet18(withClasses: false).Load(file, resnet).Note;
    }

    private static PackagedResNet18 Package(string? weights) => weights is null ? PackagedResNet18.Here() : PackagedResNet18.At(weights);

    private StateDict Torchvision(string? weights)
    {
        string place = weights ?? throw new InputException(
            "the encoder's weights", "no file", $"the file with SHA-256 {WeightsSha256}", "Name it: --weights FILE, or the place of the run.");
        string sum = Sum(place);
        return sum == WeightsSha256 ? StateDict.Read(place)
            : throw new InputException(place, $"a file with SHA-256 {sum}", WeightsSha256, "Give the file of the experiment.");
    }

    private static string Sum(string path)
    {
        try
        {
            return SourceFingerprint.OfFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a file with ResNet18's weights", "Check the path.", e);
        }
    }
}
