using MicroExpressions.Flow;

namespace MicroExpressions.Methods.SpFd;

/// <summary>Constants of Zhang et al. (FG 2020), as the authors' code has them. They are frames of 30 a second and pixels of CAS(ME)²'s faces.</summary>
public sealed record SpFdSettings
{
    /// <summary>Frames per second that the constants are for [source SP-FD: CAS(ME)²]; faster videos are thinned to about that [ours].</summary>
    public double FramesPerSecond { get; init; } = 30;

    /// <summary>The flow [chosen: the authors' code calls one that it does not contain].</summary>
    public FarnebackFlow Flow { get; init; } = new();

    /// <summary>Sectors of the circle, of which a region's main one counts [source SP-FD].</summary>
    public int Directions { get; init; } = 6;

    /// <summary>
    /// Values that the curve of a region is smoothed over [chosen: the authors' code reads one for each video from a file that is not public, by
    /// what it was found they do not tell].
    /// </summary>
    public int Smoothed { get; init; } = 7;

    /// <summary>Order of the polynomials that it is smoothed with [source SP-FD].</summary>
    public int Order { get; init; } = 3;

    /// <summary>Values at either end of a curve that are not looked at [source SP-FD]; of a short video at most a quarter [ours].</summary>
    public int EndSpared { get; init; } = 100;

    /// <summary>A region whose curve stays below it all the time shows nothing, pixels a frame [source SP-FD].</summary>
    public double LeastHighest { get; init; } = 0.8;

    /// <summary>Peaks above this share of the curve's highest value count [source SP-FD] …</summary>
    public double PeakShare { get; init; } = 0.8;

    /// <summary>… if they are higher than this, pixels a frame [source SP-FD].</summary>
    public double LeastPeak { get; init; } = 0.3;

    /// <summary>
    /// The highest value itself is no peak: the authors' code takes what lies strictly between the share and the maximum [source SP-FD]. False:
    /// it is one, as any description would have it.
    /// </summary>
    public bool HighestLeftOut { get; init; } = true;

    /// <summary>A peak wider than so many values, from valley to valley, is none [source SP-FD].</summary>
    public int Longest { get; init; } = 8;

    /// <summary>A region with more peaks than this shows noise and is left out [source SP-FD].</summary>
    public int MostPeaks { get; init; } = 30;

    /// <summary>Values from the end of one interval to the start of the next at which both become one [source SP-FD].</summary>
    public int Gap { get; init; } = 2;
}
