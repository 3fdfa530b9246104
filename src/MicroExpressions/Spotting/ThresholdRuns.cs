using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>Proposals at several heights of a curve [source HAM-Net, CO2-Net, LACP: the customary way from snippet scores to intervals].</summary>
public static class ThresholdRuns
{
    /// <summary>The runs of snippets that score above each threshold, each run once, in the order in which they appear.</summary>
    /// <param name="curve">a score a snippet <c>[T]</c></param>
    /// <param name="thresholds">heights</param>
    public static IReadOnlyList<SnippetRun> Of(ReadOnlySpan<float> curve, IEnumerable<double> thresholds)
    {
        var runs = new List<SnippetRun>();
        var known = new HashSet<SnippetRun>();
        foreach (double threshold in thresholds)
        {
            int first = -1;
            for (int t = 0; t <= curve.Length; t++)
            {
                bool above = t < curve.Length && curve[t] > threshold;
                if (above && first < 0)
                    first = t;
                if (above || first < 0)
                    continue;
                if (known.Add(new(first, t - 1)))
                    runs.Add(new(first, t - 1));
                first = -1;
            }
        }
        return runs;
    }

    /// <summary><c>count</c> thresholds from <paramref name="first"/> to <paramref name="last"/>, evenly, both included.</summary>
    public static IReadOnlyList<double> Evenly(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => first + (last - first) * i / (count - 1))];
}
