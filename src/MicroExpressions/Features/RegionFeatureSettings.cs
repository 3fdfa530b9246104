namespace MicroExpressions.Features;

/// <summary>The numbers of <see cref="RegionMotionExtractor"/>.</summary>
public sealed record RegionFeatureSettings
{
    /// <summary>L: frames in a snippet, 8 at 30 fps, 32 at 200 fps [paper].</summary>
    public int SnippetLength { get; init; } = 8;

    /// <summary>Side of the frames in which the face is looked for, pixels [chosen: that of the aligned face, so that little is lost].</summary>
    public int FrameSize { get; init; } = 256;
}
