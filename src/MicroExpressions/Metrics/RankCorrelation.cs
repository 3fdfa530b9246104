namespace MicroExpressions.Metrics;

/// <summary>Spearman's ρ and Kendall's τ-b of two curves, together: both follow from one pass over a short curve's pairs.</summary>
/// <param name="Spearman">ρ with average ranks; NaN if either curve is constant</param>
/// <param name="Kendall">τ-b; NaN if either curve is constant</param>
public readonly record struct RankCorrelation(double Spearman, double Kendall)
{
    /// <summary>Both correlations of <c>x [T]</c> and <c>y [T]</c>: T² vectorised comparisons up to 64 points, sorting beyond.</summary>
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static RankCorrelation Between(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        PairedCurves.Check(x, y);
        if (x.Length > PairwiseSigns.MaximumLength) return new(SpearmanCorrelation.BySorting(x, y), KendallTau.BySorting(x, y));
        var signs = PairwiseSigns.Of(x, y);
        return new(signs.Spearman, signs.Kendall);
    }
}
