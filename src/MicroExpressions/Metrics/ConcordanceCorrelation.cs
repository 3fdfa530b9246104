namespace MicroExpressions.Metrics;

/// <summary>
/// Lin's concordance correlation: <c>2·s_xy/(s_x² + s_y² + (x̄ − ȳ)²)</c>, moments divided by T. Unlike Pearson's r it punishes a
/// wrong scale or level.
/// </summary>
public static class ConcordanceCorrelation
{
    /// <summary>The coefficient of <c>x [T]</c> and <c>y [T]</c>: 0 if one of them is constant, NaN if both are and are equal.</summary>
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (meanX, meanY, varianceX, varianceY, covariance) = Moments.Of(x, y);
        return 2 * covariance / (varianceX + varianceY + (meanX - meanY) * (meanX - meanY));
    }
}
