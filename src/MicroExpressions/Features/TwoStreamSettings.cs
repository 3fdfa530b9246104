using System.Text.Json.Serialization;
using MicroExpressions.Flow;

namespace MicroExpressions.Features;

/// <summary>What <see cref="TwoStreamExtractor"/> computes.</summary>
public sealed record TwoStreamSettings
{
    /// <summary>Path of <see cref="Weights.PackagedResNet18"/>'s <c>ResNet18.onnx</c>; null: where the build put it.</summary>
    [JsonIgnore]
    public string? Weights { get; init; }

    /// <summary>A control: seed of random initial weights in place of ImageNet's. What is then missing is what ImageNet brings. Null: ImageNet's.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RandomWeights { get; init; }

    /// <summary>L: frames in a snippet, 8 at 30 fps, 32 at 200 fps [paper].</summary>
    public int SnippetLength { get; init; } = 8;

    /// <summary>
    /// Frames of a snippet that are looked at, in the middles of so many equal parts, each with the flow to the frame after it; L or more: all of them
    /// [source: TSN, which lets a frame of each part stand for a video; chosen: two of eight].
    /// </summary>
    public int Sampled { get; init; } = 2;

    /// <summary>Side of the frames in pixels [source: ImageNet's networks, 224].</summary>
    public int FrameSize { get; init; } = 224;

    /// <summary>The flow's numbers [paper, and source: OpenCV].</summary>
    public TvL1Settings Flow { get; init; } = new();

    /// <summary>Largest motion kept, in pixels a frame [source: TSN, 20].</summary>
    public float FlowBound { get; init; } = 20;
}
