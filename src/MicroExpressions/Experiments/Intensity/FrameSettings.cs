using MicroExpressions.Faces;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>How a clip's frames are brought to the encoder.</summary>
public sealed record FrameSettings
{
    /// <summary>Height and width in pixels [chosen: 224, docs/method.md §2 "Training the curve"].</summary>
    public int Size { get; init; } = 224;

    /// <summary>How the face is cut out of pictures that show more than it: one box a clip, since the head moves in what teaches the model too.</summary>
    public FaceCropSettings Crop { get; init; } = new() { Align = false };
}
