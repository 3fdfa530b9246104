using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>A benchmark in a process of its own: so many threads, and a memory that nothing else has touched.</summary>
public sealed class BenchmarkProcess : IDisposable
{
    private readonly string name;
    private readonly Process process;
    private readonly Task<string> output, complaints;

    private BenchmarkProcess(string name, Process process)
    {
        (this.name, this.process) = (name, process);
        (output, complaints) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Starts it.</summary>
    /// <param name="name">one of <see cref="Benchmark.All"/>'s</param>
    /// <param name="threads">that libtorch computes on from its start</param>
    public static BenchmarkProcess Start(string name, int threads)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BenchmarkProcess).Assembly.Location, "bench", name, "--json"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
        return new(name, Process.Start(start)!);
    }

    /// <summary>What it measured, row by row; waits for its end.</summary>
    /// <exception cref="InvalidOperationException">it failed</exception>
    public IReadOnlyList<double> Ours()
    {
        process.WaitForExit();
        return process.ExitCode == 0
            ? [.. JsonDocument.Parse(output.Result).RootElement.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("ours").GetDouble())]
            : throw new InvalidOperationException($"mex bench {name} ended with code {process.ExitCode}: {complaints.Result.Trim()}");
    }

    /// <summary>Ends it if it still runs.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
