using System.Diagnostics;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>The most memory that this process has had at one time: on Linux what the kernel calls VmHWM.</summary>
public static class PeakMemory
{
    /// <summary>Megabytes (10⁶ bytes) at most since the start.</summary>
    public static double Megabytes()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1e6;
    }
}
