using System.Text.Json.Serialization;
using MicroExpressions.Flow;

namespace MicroExpressions.Features;

/// <summary>What <see cref="I3dExtractor"/> computes [docs/method.md §1 "Features"].</summary>
public sealed record I3dSettings
{
    /// <summary>The RGB stream's weights, a file of the user's: <see cref="Weights.StateDict.Read"/> says which kinds.</summary>
    [JsonIgnore]
    public string? RgbWeights { get; init; }

    /// <summary>The flow stream's weights.</summary>
    [JsonIgnore]
    public string? FlowWeights { get; init; }

    /// <summary>L: frames in a snippet, 8 at 30 fps, 32 at 200 fps [paper].</summary>
    public int SnippetLength { get; init; } = 8;

    /// <summary>Side of the frames in pixels [source: I3D, 224].</summary>
    public int FrameSize { get; init; } = 224;

    /// <summary>The flow's numbers [paper, and source: OpenCV].</summary>
    public TvL1Settings Flow { get; init; } = new();

    /// <summary>How the flow becomes the network's input: eight bits within ±15 pixels [source: LGSNet], or ±20 [source: I3D].</summary>
    public LabFlowEncoding Encoding { get; init; } = new();
}
