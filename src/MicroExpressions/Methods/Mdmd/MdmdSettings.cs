using MicroExpressions.Flow;

namespace MicroExpressions.Methods.Mdmd;

/// <summary>
/// Constants of MDMD as the baseline of the grand challenge of 2020 has them. Its two sets have one set of constants between them once
/// frames are seconds: <c>k</c> is 12 or 39 of 30 frames a second and 80 or 260 of 200.
/// </summary>
public sealed record MdmdSettings
{
    /// <summary><c>k</c> for micro-expressions, seconds: how far before and after a frame is looked [source MDMD].</summary>
    public double MicroReach { get; init; } = 0.4;

    /// <summary><c>k</c> for macro-expressions, seconds [source MDMD].</summary>
    public double MacroReach { get; init; } = 1.3;

    /// <summary>The face is parted into so many rows of so many blocks [source MDMD].</summary>
    public int Blocks { get; init; } = 6;

    /// <summary>Of a block's pixels and of a frame's blocks, those count that differ most: this share of them [source MDMD].</summary>
    public double Counted { get; init; } = 1 / 3.0;

    /// <summary>
    /// Directions as the authors' code has them, <c>atan(u/v)</c> over half the circle, so that two of the four cannot occur and opposite
    /// ones are one [source MDMD: the printed results come from it]. False: the four quarters of the circle, as the method is described.
    /// </summary>
    public bool HalfCircle { get; init; } = true;

    /// <summary>
    /// No expression is looked for in a video's last <c>4k − 1</c> frames: the authors' code takes 2k of them off twice [source MDMD]. False: as
    /// far as the method can look, which is to <c>2k − 1</c> from either end.
    /// </summary>
    public bool EndSpared { get; init; } = true;

    /// <summary><c>p</c>: a frame is part of an expression above this share of the way from the curve's mean to its highest point [source MDMD].</summary>
    public double Threshold { get; init; } = 0.01;

    /// <summary>Shorter ones are not reported, seconds: 7 of 30 frames, 47 of 200 [source MDMD].</summary>
    public double Shortest { get; init; } = 7 / 30.0;

    /// <summary>Longest that the smaller <c>k</c> finds, seconds: 16 of 30 frames, 105 of 200; what the larger one finds is longer [source MDMD].</summary>
    public double LongestMicro { get; init; } = 0.525;

    /// <summary>Side of the face's picture, pixels [source MDMD]; a smaller face is not enlarged, which shows nothing more and takes longer [ours].</summary>
    public int Size { get; init; } = 227;

    /// <summary>The flow [chosen: the authors' is the robust local flow of Senst et al., which OpenCvSharp does not have].</summary>
    public FarnebackFlow Flow { get; init; } = new();
}
