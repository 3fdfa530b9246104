namespace MicroExpressions.Spotting;

/// <summary>How long the expressions of one kind are, and how far apart, in seconds.</summary>
/// <param name="Smoothing">k: half the window over which scores are averaged; half of what such an expression lasts on average</param>
/// <param name="Apart">least time between two peaks</param>
/// <param name="Reach">how far from a peak its ends are sought</param>
/// <param name="Shortest">what is not longer from first to last frame is left out</param>
/// <param name="Longest">nor what is not shorter</param>
public sealed record PeakDurations(double Smoothing, double Apart, double Reach, double Shortest, double Longest)
{
    /// <summary>Micro-expressions [source MTSN, CAS(ME)²: 6, 12, 15, 5 and 30 frames at 30 a second].</summary>
    public static PeakDurations Micro { get; } = new(6 / 30.0, 12 / 30.0, 15 / 30.0, 5 / 30.0, 30 / 30.0);

    /// <summary>Macro-expressions [source MTSN, CAS(ME)²: 18, 36, 45, 15 and 90 frames at 30 a second].</summary>
    public static PeakDurations Macro { get; } = new(18 / 30.0, 36 / 30.0, 45 / 30.0, 15 / 30.0, 90 / 30.0);
}

/// <summary>
/// MTSN's search for intervals in scores of single frames: each kind has a curve, smoothed over half its duration to both sides; about each
/// peak of it an interval. Which peaks are high enough is left to whoever takes the intervals: each has its peak's score.
/// </summary>
public sealed record PeakSearch
{
    /// <summary>Of micro-expressions.</summary>
    public PeakDurations Micro { get; init; } = PeakDurations.Micro;

    /// <summary>Of macro-expressions.</summary>
    public PeakDurations Macro { get; init; } = PeakDurations.Macro;

    /// <summary>
    /// Ends are sought among scores above this share of the peak's [chosen: the authors' threshold, 0.7 on CAS(ME)² and 0.5 on SAMM-LV, is the same for
    /// all peaks; here thresholds are swept, so that no one of them can tell where an interval ends].
    /// </summary>
    public double EndsAbove { get; init; } = 0.7;

    /// <summary>A peak above it need not be higher than its interval's ends [source MTSN: 0.95].</summary>
    public double SurePeak { get; init; } = 0.95;

    /// <summary>
    /// So much higher must a micro-expression's peak be than the curve of macro-expressions there [source MTSN: 0.4, 0.37 on SAMM-LV]: what stays
    /// high for longer is none.
    /// </summary>
    public double LeastContrast { get; init; } = 0.4;

    /// <summary>Intervals, best first.</summary>
    /// <param name="micro">a row's score as part of a micro-expression <c>[T]</c></param>
    /// <param name="macro">and of a macro-expression <c>[T]</c>; the same curve where a method does not tell them apart</param>
    /// <param name="snippetLength">frames a row</param>
    /// <param name="framesPerSecond">the video's rate</param>
    internal IReadOnlyList<SpottedInterval> Find(IReadOnlyList<float> micro, IReadOnlyList<float> macro, int snippetLength, double framesPerSecond)
    {
        double rows = framesPerSecond / snippetLength;      // a second
        double[] small = ScorePeaks.Smoothed(micro, Rows(Micro.Smoothing)), large = ScorePeaks.Smoothed(macro, Rows(Macro.Smoothing));
        return
        [
            .. About(small, Micro).Where(p => small[p.Peak] - large[p.Peak] > LeastContrast).Select(p => Interval(p, small))
                .Concat(About(large, Macro).Select(p => Interval(p, large))).OrderByDescending(i => i.Score),
        ];

        int Rows(double seconds) => (int)Math.Round(seconds * rows, MidpointRounding.AwayFromZero);

        IEnumerable<(int First, int Peak, int Last)> About(double[] curve, PeakDurations kind) =>
            from peak in ScorePeaks.Peaks(curve, Rows(kind.Apart))
            let ends = ScorePeaks.Ends(curve, peak, Rows(kind.Reach), EndsAbove * curve[peak])
            let seconds = (ends.Last - ends.First) / rows
            where seconds > kind.Shortest && seconds < kind.Longest
            where curve[peak] > SurePeak || curve[peak] > Math.Max(curve[ends.First], curve[ends.Last])
            select (ends.First, peak, ends.Last);

        SpottedInterval Interval((int First, int Peak, int Last) found, double[] curve) =>
            SpottedInterval.Of(new(found.First, found.Last), curve[found.Peak], snippetLength, framesPerSecond);
    }
}
