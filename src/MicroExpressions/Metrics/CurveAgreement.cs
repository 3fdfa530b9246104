namespace MicroExpressions.Metrics;

/// <summary>
/// How well a predicted curve agrees with the true one. A constant prediction orders nothing: all correlations are 0 then.
/// </summary>
/// <param name="Spearman">ρ</param>
/// <param name="Kendall">τ-b</param>
/// <param name="Pearson">r</param>
/// <param name="Concordance">Lin's coefficient</param>
/// <param name="MeanAbsoluteError">in units of intensity</param>
public sealed record CurveAgreement(double Spearman, double Kendall, double Pearson, double Concordance, double MeanAbsoluteError)
{
    /// <summary>The agreement of <c>predicted [T]</c> with <c>truth [T]</c>.</summary>
    /// <exception cref="ArgumentException">
    /// different lengths, fewer than two points, a value that is not finite, or a constant truth
    /// </exception>
    public static CurveAgreement Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        PairedCurves.Check(predicted, truth);
        if (IsConstant(truth)) throw new ArgumentException("a constant truth has no order that a prediction could find");
        double error = CurveError.MeanAbsolute(predicted, truth);
        if (IsConstant(predicted)) return new(0, 0, 0, 0, error);
        var ranks = RankCorrelation.Between(predicted, truth);
        return new(
            ranks.Spearman, ranks.Kendall, PearsonCorrelation.Of(predicted, truth), ConcordanceCorrelation.Of(predicted, truth), error);
    }

    /// <summary>The mean of each figure.</summary>
    public static CurveAgreement Mean(IReadOnlyCollection<CurveAgreement> clips) => new(
        clips.Average(c => c.Spearman), clips.Average(c => c.Kendall), clips.Average(c => c.Pearson),
        clips.Average(c => c.Concordance), clips.Average(c => c.MeanAbsoluteError));

    /// <summary>Whether all values are equal.</summary>
    public static bool IsConstant(ReadOnlySpan<double> curve) => !curve.ContainsAnyExcept(curve[0]);
}
