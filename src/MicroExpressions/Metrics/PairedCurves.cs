namespace MicroExpressions.Metrics;

/// <summary>What every comparison of two curves asks of its input.</summary>
internal static class PairedCurves
{
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static void Check(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length) throw new ArgumentException($"curves of {x.Length} and {y.Length} points cannot be compared");
        if (x.Length < 2) throw new ArgumentException("a correlation needs at least two points");
        CheckNumbers(x);
        CheckNumbers(y);
    }

    private static void CheckNumbers(ReadOnlySpan<double> curve)
    {
        for (int i = 0; i < curve.Length; i++)
            if (!double.IsFinite(curve[i])) throw new ArgumentException($"point {i} of a curve is {curve[i]}, not a finite number");
    }
}
