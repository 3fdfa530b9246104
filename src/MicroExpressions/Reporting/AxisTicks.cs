using System.Globalization;

namespace MicroExpressions.Reporting;

/// <summary>Round numbers along an axis, and its range.</summary>
internal static class AxisTicks
{
    /// <summary>Multiples of 1, 2, 2.5 or 5 times a power of ten inside the range, about as many as wanted.</summary>
    internal static IReadOnlyList<double> Of(double min, double max, int about)
    {
        double rough = (max - min) / Math.Max(1, about);
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = power * new[] { 1, 2, 2.5, 5, 10 }.First(m => m * power >= rough * 0.999);
        var ticks = new List<double>();
        for (long i = (long)Math.Ceiling(min / step - 1e-9); i * step <= max + step * 1e-9; i++)
            ticks.Add(i * step);
        return ticks;
    }

    /// <summary>A tick's label: as many decimals as the distance to its neighbours needs.</summary>
    internal static string Label(double value, IReadOnlyList<double> ticks)
    {
        double step = ticks.Count > 1 ? ticks[1] - ticks[0] : Math.Max(Math.Abs(value), 1);
        int decimals = 0;
        while (decimals < 8 && Math.Abs(Math.Round(step, decimals) - step) > step * 1e-6)
            decimals++;
        return (value == 0 ? 0 : value).ToString("F" + decimals, CultureInfo.InvariantCulture);
    }

    /// <summary>The axis's own limits, or the data's with a twentieth of room at each open end.</summary>
    internal static (double Min, double Max) Range(Axis axis, IEnumerable<double> values)
    {
        if (axis.Categories.Count > 0)
            return (-0.5, axis.Categories.Count - 0.5);
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double v in values.Where(double.IsFinite))
            (low, high) = (Math.Min(low, v), Math.Max(high, v));
        if (low > high)
            (low, high) = (0, 1);
        double room = high > low ? (high - low) / 20 : Math.Max(Math.Abs(high) / 20, 0.5);
        return (axis.Min ?? (low == 0 ? 0 : low - room), axis.Max ?? high + room);
    }
}
