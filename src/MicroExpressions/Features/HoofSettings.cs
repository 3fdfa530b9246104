using MicroExpressions.Flow;

namespace MicroExpressions.Features;

/// <summary>The numbers of <see cref="HoofExtractor"/>. Defaults give 576 numbers a snippet for motion and as many for appearance.</summary>
public sealed record HoofSettings
{
    /// <summary>L: frames in a snippet, 8 at 30 fps, 32 at 200 fps [paper].</summary>
    public int SnippetLength { get; init; } = 8;

    /// <summary>Side of the square that the face is brought to, in pixels [source LGSNet, 224].</summary>
    public int FrameSize { get; init; } = 224;

    /// <summary>G: the face is divided into G × G cells. [chosen] 28 pixels a cell: an eye, a mouth corner, half a brow.</summary>
    public int Grid { get; init; } = 8;

    /// <summary>Directions of motion told apart in a cell, over the full circle [source Bi-WOOF, 8].</summary>
    public int FlowBins { get; init; } = 8;

    /// <summary>Orientations of edges told apart in a cell, over the half circle [source Dalal and Triggs, 9].</summary>
    public int GradientBins { get; init; } = 9;

    /// <summary>
    /// Whether the flow's median over the face is taken off each frame pair: what the head does as a whole is no expression. [chosen]
    /// </summary>
    public bool RemoveHeadMotion { get; init; } = true;

    /// <summary>The optical flow.</summary>
    public TvL1Settings Flow { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">a number is not positive, or the grid is finer than the pixels</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SnippetLength, 1, nameof(SnippetLength));
        ArgumentOutOfRangeException.ThrowIfLessThan(FrameSize, 1, nameof(FrameSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(Grid, 1, nameof(Grid));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Grid, FrameSize, nameof(Grid));
        ArgumentOutOfRangeException.ThrowIfLessThan(FlowBins, 1, nameof(FlowBins));
        ArgumentOutOfRangeException.ThrowIfLessThan(GradientBins, 1, nameof(GradientBins));
    }
}
