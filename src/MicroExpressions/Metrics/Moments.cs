namespace MicroExpressions.Metrics;

/// <summary>Means, variances and covariance of two curves, all divided by T. A constant curve's variance is exactly 0.</summary>
internal readonly record struct Moments(double MeanX, double MeanY, double VarianceX, double VarianceY, double Covariance)
{
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static Moments Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairedCurves.Check(x, y);
        double meanX = Mean(x), meanY = Mean(y), xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double u = x[i] - meanX, v = y[i] - meanY;
            (xx, yy, xy) = (xx + u * u, yy + v * v, xy + u * v);
        }
        return new(meanX, meanY, xx / x.Length, yy / x.Length, xy / x.Length);
    }

    /// <summary>Around the first value, so that a constant's mean is that constant and not a rounding of it.</summary>
    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value - values[0];
        return values[0] + sum / values.Length;
    }
}
