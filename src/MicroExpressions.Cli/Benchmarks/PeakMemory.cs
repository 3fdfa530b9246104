using System.Globalization;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>The most memory that this process has had at one time: what the kernel calls VmHWM.</summary>
public static class PeakMemory
{
    /// <summary>Megabytes (10⁶ bytes) at most since the start.</summary>
    public static double Megabytes() => double.Parse(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) * 1024 / 1e6;
}
