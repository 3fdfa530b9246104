using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>Non-maximum suppression of proposals whose ends need not fall on snippets.</summary>
public static class SegmentSuppression
{
    /// <summary>The proposals that overlap no better one by more than a limit, best first; of equals the earlier in the list.</summary>
    /// <param name="proposals">segments with their scores</param>
    /// <param name="largestOverlap">IoU</param>
    /// <param name="most">how many stay at most</param>
    public static IReadOnlyList<(TemporalSegment Segment, double Score)> Keep(IEnumerable<(TemporalSegment Segment, double Score)> proposals, double largestOverlap, int most)
    {
        var kept = new List<(TemporalSegment Segment, double Score)>();
        foreach (var candidate in proposals.OrderByDescending(p => p.Score))
        {
            if (kept.Count == most)
                break;
            if (kept.TrueForAll(better => better.Segment.Overlap(candidate.Segment) <= largestOverlap))
                kept.Add(candidate);
        }
        return kept;
    }
}
