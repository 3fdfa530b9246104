using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>Of proposals that overlap only the best stays, whatever their class [paper].</summary>
public static class NonMaximumSuppression
{
    /// <summary>The proposals that overlap no better one by more than a limit, best first; of equals the earlier in the list.</summary>
    /// <param name="proposals">runs with their scores</param>
    /// <param name="largestOverlap">IoU in snippets [paper: 0.01]</param>
    public static IReadOnlyList<(SnippetRun Run, double Score)> Keep(IEnumerable<(SnippetRun Run, double Score)> proposals, double largestOverlap)
    {
        var kept = new List<(SnippetRun Run, double Score)>();
        foreach (var candidate in proposals.OrderByDescending(p => p.Score))
            if (kept.TrueForAll(better => better.Run.Overlap(candidate.Run) <= largestOverlap))
                kept.Add(candidate);
        return kept;
    }
}
