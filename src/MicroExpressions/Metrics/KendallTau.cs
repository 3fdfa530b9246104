namespace MicroExpressions.Metrics;

/// <summary>
/// Kendall's τ-b: <c>(C − D)/√((P − P_x)(P − P_y))</c> with C concordant and D discordant pairs of all P = T(T − 1)/2, of which
/// P_x are tied in x and P_y in y.
/// </summary>
public static class KendallTau
{
    /// <summary>τ-b of <c>x [T]</c> and <c>y [T]</c>; NaN if either is constant.</summary>
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => RankCorrelation.Between(x, y).Kendall;

    /// <summary>
    /// The same for any length, in O(T log T) [source: W. R. Knight 1966]. In the order of x (ties in the order of y) a discordant
    /// pair is an inversion of y, and merge sort counts inversions while it sorts. C follows from P = C + D + P_x + P_y − P_xy.
    /// </summary>
    internal static double BySorting(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var points = new (double X, double Y)[x.Length];
        for (int i = 0; i < points.Length; i++) points[i] = (x[i], y[i]);
        Array.Sort(points);

        double[] sortedX = [.. points.Select(p => p.X)], sortedY = [.. points.Select(p => p.Y)];
        long pairs = Pairs(points.Length), tiedX = TiedPairs<double>(sortedX), tiedBoth = TiedPairs<(double, double)>(points);
        long discordant = SortCountingInversions(sortedY, new double[sortedY.Length]);
        long tiedY = TiedPairs<double>(sortedY); // sorted by now
        long difference = pairs - tiedX - tiedY + tiedBoth - 2 * discordant;
        return difference / (Math.Sqrt(pairs - tiedX) * Math.Sqrt(pairs - tiedY));
    }

    private static long Pairs(long n) => n * (n - 1) / 2;

    /// <summary>Pairs of equal neighbours' groups in a sorted list.</summary>
    private static long TiedPairs<T>(ReadOnlySpan<T> sorted) where T : IEquatable<T>
    {
        long tied = 0;
        for (int first = 0, next; first < sorted.Length; first = next)
        {
            for (next = first + 1; next < sorted.Length && sorted[next].Equals(sorted[first]);) next++;
            tied += Pairs(next - first);
        }
        return tied;
    }

    /// <summary>Merge sort; returns how many pairs stood in strictly falling order.</summary>
    private static long SortCountingInversions(Span<double> values, Span<double> spare)
    {
        if (values.Length < 2) return 0;
        int middle = values.Length / 2;
        long inversions = SortCountingInversions(values[..middle], spare[..middle])
            + SortCountingInversions(values[middle..], spare[middle..]);
        values.CopyTo(spare);
        for (int left = 0, right = middle, to = 0; to < values.Length; to++)
        {
            bool takeRight = left == middle || (right < values.Length && spare[right] < spare[left]);
            if (takeRight) inversions += middle - left;
            values[to] = spare[takeRight ? right++ : left++];
        }
        return inversions;
    }
}
