namespace MicroExpressions.Metrics;

/// <summary>Spearman's ρ: Pearson's correlation of the average ranks.</summary>
public static class SpearmanCorrelation
{
    /// <summary>ρ of <c>x [T]</c> and <c>y [T]</c>; NaN if either is constant.</summary>
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y) => RankCorrelation.Between(x, y).Spearman;

    /// <summary>The same for any length, in O(T log T). The mean rank (T + 1)/2 is known, so only the centred sums are left.</summary>
    internal static double BySorting(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double[] ranksX = AverageRanks.Of(x), ranksY = AverageRanks.Of(y);
        double mean = (x.Length + 1) / 2.0, xy = 0, xx = 0, yy = 0;
        for (int i = 0; i < ranksX.Length; i++)
        {
            double u = ranksX[i] - mean, v = ranksY[i] - mean;
            (xy, xx, yy) = (xy + u * v, xx + u * u, yy + v * v);
        }
        return xy / (Math.Sqrt(xx) * Math.Sqrt(yy));
    }
}
