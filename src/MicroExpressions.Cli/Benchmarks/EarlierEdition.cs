using System.Diagnostics;
using System.Text.Json;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// The kit beside an earlier edition of itself, a checkout that still builds: both launchers run the same benchmark in turns, each with
/// the settings of its own.
/// </summary>
public static class EarlierEdition
{
    private const int Rounds = 3;

    /// <summary>Measures.</summary>
    /// <param name="benchmark">one that both have</param>
    /// <param name="folder">the earlier edition's checkout</param>
    /// <param name="name">what it is called in the table, such as <c>kit 0.1 on libtorch 1.13</c></param>
    /// <param name="cancellation">stops between two runs</param>
    /// <returns>a row for each of the benchmark's that both have, the earlier edition as the peer; the target is to be no slower</returns>
    /// <exception cref="InputException">no launcher there, or a run that failed</exception>
    public static IReadOnlyList<BenchmarkRow> Beside(Benchmark benchmark, string folder, string name, CancellationToken cancellation)
    {
        List<IReadOnlyDictionary<string, Measured>> ours = [], earlier = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            earlier.Add(Run(folder, benchmark.Name));
            cancellation.ThrowIfCancellationRequested();
            ours.Add(Run(Kit.Root, benchmark.Name));
        }
        return [.. ours[0].Where(row => earlier[0].ContainsKey(row.Key)).Select(row =>
        {
            Timing mine = Timing.Of(ours.Select(run => run[row.Key].Value)), theirs = Timing.Of(earlier.Select(run => run[row.Key].Value));
            return new BenchmarkRow(row.Key, row.Value.Unit, mine.Median, mine.Spread, name, theirs.Median, theirs.Spread, row.Value.Threads, 1);
        })];
    }

    private readonly record struct Measured(double Value, string Unit, int Threads);

    private static Dictionary<string, Measured> Run(string folder, string benchmark)
    {
        string launcher = Path.Combine(folder, OperatingSystem.IsWindows() ? "mex.cmd" : "mex");
        if (!File.Exists(launcher))
            throw new InputException(folder, "no launcher mex", "a checkout of the kit", "Name the folder that git checked an earlier edition out into.");
        var start = new ProcessStartInfo(launcher, ["bench", benchmark, "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // what this launcher set for itself is not the other's
        foreach (string variable in (string[])[.. Kit.MemorySettings, "MEX_ROOT", "MEX_ARTIFACTS", "Torch"])
            start.Environment.Remove(variable);
        using Process process = Process.Start(start)!;
        Task<string> complaints = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode is not (ExitCode.Done or ExitCode.CheckFailed))
            throw new InputException($"{launcher} bench {benchmark}", $"exit code {process.ExitCode}", "a benchmark's figures", complaints.Result.Trim());
        return JsonDocument.Parse(output).RootElement.GetProperty("rows").EnumerateArray()
            .DistinctBy(row => row.GetProperty("name").GetString()!)
            .ToDictionary(row => row.GetProperty("name").GetString()!, row => new Measured(
                row.GetProperty("ours").GetDouble(), row.GetProperty("unit").GetString()!, row.GetProperty("threads").GetInt32()));
    }
}
