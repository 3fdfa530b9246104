using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>How much a detection and a labelled interval have in common.</summary>
public static class IntervalOverlap
{
    /// <summary>The smallest overlap that makes a true positive [paper].</summary>
    public const double Required = 0.5;

    /// <summary>
    /// Frames in both over frames from the first to the last of either, ends included:
    /// <c>IoU = (min(e) − max(s) + 1)/(max(e) − min(s) + 1)</c> [source: LGSNet's evaluator]. Negative when they are apart.
    /// </summary>
    public static double Of(Detection detection, ExpressionInterval interval) =>
        (Math.Min(detection.OffsetFrame, interval.Offset) - Math.Max(detection.OnsetFrame, interval.Onset) + 1)
        / (double)(Math.Max(detection.OffsetFrame, interval.Offset) - Math.Min(detection.OnsetFrame, interval.Onset) + 1);

    /// <summary>Eq. (19). A detection is a true positive iff <c>IoU ≥ 0.5</c>.</summary>
    [PaperEquation("PWES", 19)]
    public static bool IsTruePositive(Detection detection, ExpressionInterval interval) => Of(detection, interval) >= Required;
}
