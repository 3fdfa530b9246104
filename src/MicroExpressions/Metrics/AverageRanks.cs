namespace MicroExpressions.Metrics;

/// <summary>Ranks 1..n; equal values share the average of the ranks they fill.</summary>
public static class AverageRanks
{
    /// <summary>The ranks of <c>values [n]</c>, in their order.</summary>
    public static double[] Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = new int[sorted.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(sorted, order);

        double[] ranks = new double[sorted.Length];
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            for (next = first + 1; next < sorted.Length && sorted[next] == sorted[first];) next++;
            for (int i = first; i < next; i++) ranks[order[i]] = (first + 1 + next) / 2.0; // mean of first+1 .. next
        }
        return ranks;
    }
}
