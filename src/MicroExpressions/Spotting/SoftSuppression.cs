using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>
/// Soft non-maximum suppression [source Bodla et al. 2017]: what overlaps a better proposal loses score instead of being thrown away.
/// </summary>
public static class SoftSuppression
{
    /// <summary>
    /// Takes the best, multiplies the scores of those that overlap it by more than a limit with <c>exp(−IoU²/σ)</c>, and so on, until what is
    /// left scores no more than a least score. Best first.
    /// </summary>
    /// <param name="proposals">runs with their scores</param>
    /// <param name="sigma">σ; the smaller, the harder</param>
    /// <param name="largestOverlap">IoU in snippets up to which a proposal keeps its score</param>
    /// <param name="least">the score at which to stop [customary: 0.001]</param>
    public static IReadOnlyList<(SnippetRun Run, double Score)> Keep(IEnumerable<(SnippetRun Run, double Score)> proposals, double sigma, double largestOverlap, double least = 0.001)
    {
        var left = proposals.ToList();
        var kept = new List<(SnippetRun Run, double Score)>();
        while (left.Count > 0)
        {
            int best = 0;
            for (int i = 1; i < left.Count; i++)
                if (left[i].Score > left[best].Score)
                    best = i;
            (SnippetRun Run, double Score) taken = left[best];
            if (taken.Score <= least)
                break;
            kept.Add(taken);
            left.RemoveAt(best);
            for (int i = 0; i < left.Count; i++)
                if (taken.Run.Overlap(left[i].Run) is double overlap && overlap > largestOverlap)
                    left[i] = (left[i].Run, left[i].Score * Math.Exp(-overlap * overlap / sigma));
        }
        return kept;
    }
}
