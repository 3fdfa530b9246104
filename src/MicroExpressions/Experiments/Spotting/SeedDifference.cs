using System.Globalization;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// How far two rows lie apart in F1 at the fixed threshold, and whether the seeds' scatter leaves anything of it. With three seeds the
/// standard error itself is rough, so that a difference that is told from nothing here may still be one in twenty by chance.
/// </summary>
/// <param name="Value">the first row's mean less the second's</param>
/// <param name="StandardError"><c>√(s₁²/n₁ + s₂²/n₂)</c>; null where a row has one seed</param>
public readonly record struct SeedDifference(double Value, double? StandardError)
{
    /// <summary>So many standard errors a difference must exceed to be called one [chosen].</summary>
    public const double Needed = 2;

    /// <summary>Whether it exceeds the seeds' scatter.</summary>
    public bool Told => StandardError is double error && Math.Abs(Value) > Needed * error;

    /// <summary>Of two rows.</summary>
    public static SeedDifference Of(SpottingStudyRow row, SpottingStudyRow other)
    {
        var (a, b) = (Values(row), Values(other));
        double? error = a.Length < 2 || b.Length < 2 ? null : Math.Sqrt(Variance(a) / a.Length + Variance(b) / b.Length);
        return new(a.Average() - b.Average(), error);
    }

    /// <summary><c>+0.123</c>; <c>nothing (+0.012)</c> where the seeds scatter as much; <c>+0.012, one seed</c>.</summary>
    public override string ToString()
    {
        string value = Value.ToString("+0.000;−0.000", CultureInfo.InvariantCulture);
        return StandardError is null ? $"{value}, one seed" : Told ? value : $"nothing ({value})";
    }

    private static double[] Values(SpottingStudyRow row) => [.. row.Seeds.Select(s => s.Lab.Total.F1)];

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
