using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>Proposals at every height of the attention: no threshold has to be right for all expressions of a video.</summary>
public static class MultiTopK
{
    /// <summary>
    /// For k = 1..max(1, ⌊share·T⌋) the runs that the k most attended snippets form; each run once. The k-th snippet (of equals the
    /// earlier) only makes one run that was not there before: its own, with those that it joins.
    /// </summary>
    /// <param name="attention">A <c>[T]</c></param>
    /// <param name="share">largest k as a share of T [chosen: 0.3]</param>
    /// <returns>in the order in which they appear</returns>
    public static IReadOnlyList<SnippetRun> Proposals(ReadOnlySpan<float> attention, double share)
    {
        int length = attention.Length, largest = Math.Max(1, (int)Math.Floor(share * length + 1e-9));
        float[] key = [.. attention];
        int[] order = [.. Enumerable.Range(0, length).OrderByDescending(t => key[t])];
        int[] first = new int[length], last = new int[length];     // of the run that ends, or begins, at a chosen snippet
        var chosen = new bool[length];
        var runs = new List<SnippetRun>(largest);
        foreach (int t in order.AsSpan(0, Math.Min(largest, length)))
        {
            int i = t > 0 && chosen[t - 1] ? first[t - 1] : t, j = t + 1 < length && chosen[t + 1] ? last[t + 1] : t;
            chosen[t] = true;
            (last[i], first[j]) = (j, i);
            runs.Add(new SnippetRun(i, j));
        }
        return runs;
    }
}
