namespace MicroExpressions.Metrics;

/// <summary>Pearson's r: <c>s_xy/(s_x·s_y)</c>.</summary>
public static class PearsonCorrelation
{
    /// <summary>r of <c>x [T]</c> and <c>y [T]</c>; NaN if either is constant.</summary>
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var moments = Moments.Of(x, y);
        return moments.Covariance / (Math.Sqrt(moments.VarianceX) * Math.Sqrt(moments.VarianceY));
    }
}
