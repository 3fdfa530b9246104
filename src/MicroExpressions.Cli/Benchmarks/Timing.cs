using System.Diagnostics;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>Repeated measurements of one thing, as a bench row tells them.</summary>
/// <param name="Median">the median</param>
/// <param name="Spread">half the distance between the first and third quartile</param>
public readonly record struct Timing(double Median, double Spread)
{
    /// <summary>Median and spread of at least one measurement; quartiles between two of them are interpolated.</summary>
    public static Timing Of(IEnumerable<double> measurements)
    {
        double[] sorted = [.. measurements.Order()];
        return new(Quantile(sorted, 0.5), (Quantile(sorted, 0.75) - Quantile(sorted, 0.25)) / 2);
    }

    /// <summary>Milliseconds that an action takes.</summary>
    public static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Quantile(double[] sorted, double q)
    {
        double position = q * (sorted.Length - 1);
        int below = (int)position;
        return below + 1 < sorted.Length ? sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
