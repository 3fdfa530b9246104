using System.Security.Cryptography;
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
    /// SHA-256 of the file with ImageNet's weights [paper]; null: random initial weights [chosen, where no weights can be had: they
    /// are not ours to ship], which makes any result a reconstruction.
    /// </summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>Seed of the random initial weights.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// A frozen encoder is given the frame's change since the onset, <c>x_t − x_0</c>, instead of the frame [chosen]: an untrained
    /// network's vectors of whole frames tell faces apart, not movements. A trained encoder always gets the frame [paper].
    /// </summary>
    public bool ChangeSinceOnset { get; init; } = true;

    /// <summary>What a table's footnote says of it.</summary>
    [JsonIgnore]
    public string Description =>
        $"ResNet18, {(WeightsSha256 is null ? "random initial weights [chosen: ImageNet's cannot be shipped; a reconstruction]" : "ImageNet's weights [paper]")}, "
        + (Frozen ? $"frozen{(ChangeSinceOnset ? ", given each frame's change since the onset [chosen]" : "")}" : "trained with the rest [paper]");

    /// <summary>The encoder, in evaluation mode.</summary>
    /// <param name="weights">the file whose SHA-256 is <see cref="WeightsSha256"/>, safetensors or a state dict of PyTorch's; null with random weights</param>
    /// <exception cref="InputException">the file is another one, or does not hold ResNet18's weights</exception>
    public FrameEncoder Make(string? weights)
    {
        manual_seed(Seed);
        var resnet = new ResNet18();
        if (WeightsSha256 is not null)
        {
            string place = weights ?? throw new ArgumentNullException(nameof(weights));
            if (Sum(place) != WeightsSha256)
                throw new InputException(place, $"a file with SHA-256 {Sum(place)}", WeightsSha256, "Give the file of the experiment.");
            Load(resnet, place);
        }
        var encoder = new FrameEncoder(resnet);
        encoder.eval();
        return encoder;
    }

    /// <summary>These settings with the weights of a file.</summary>
    /// <exception cref="InputException">the file cannot be read</exception>
    public EncoderSettings With(string weights) => this with { WeightsSha256 = Sum(weights) };

    /// <summary>Looks into a file of weights before anything is run with it.</summary>
    /// <returns>where in the file the weights were found, if that is not plain to see</returns>
    /// <exception cref="InputException">the file cannot be read, or does not hold ResNet18's weights</exception>
    public static string? Check(string weights)
    {
        using var resnet = new ResNet18();
        return Load(resnet, weights);
    }

    /// <summary>Every parameter and statistic by its name in torchvision, but for <c>fc</c>, which the encoder does without.</summary>
    private static string? Load(ResNet18 resnet, string path)
    {
        using StateDict found = StateDict.Read(path);
        return WeightMapping.ResNet18(withClasses: false).Load(found, resnet).Note;
    }

    private static string Sum(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a file with ResNet18's weights", "Check the path.", e);
        }
    }
}
