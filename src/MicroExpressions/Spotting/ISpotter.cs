namespace MicroExpressions.Spotting;

/// <summary>What finds expressions in a video: trained by any method, or by none.</summary>
public interface ISpotter
{
    /// <summary>What is found in the video, best first.</summary>
    /// <param name="video">its features; labels are not looked at</param>
    /// <exception cref="InputException">features that it was not made for, or none at all</exception>
    IReadOnlyList<SpottedInterval> Find(SpottingVideo video);

    /// <summary>How much each snippet looks like part of an expression <c>[T]</c>: what intervals are read from, for pictures. Only the order counts.</summary>
    /// <param name="video">its features</param>
    /// <exception cref="InputException">features that it was not made for, or none at all</exception>
    IReadOnlyList<float> Curve(SpottingVideo video);
}
