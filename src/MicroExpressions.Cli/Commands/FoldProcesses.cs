using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Cli.Commands;

/// <summary>What one process is to do.</summary>
/// <param name="Name">as people call it: a fold of a row with a seed, or a share of all folds</param>
/// <param name="Arguments">the command line</param>
internal sealed record FoldWork(string Name, IReadOnlyList<string> Arguments);

/// <summary>Work that its process did not finish.</summary>
/// <param name="Name">which</param>
/// <param name="ExitCode">of its process</param>
/// <param name="Message">what the process said of it</param>
internal sealed record FailedFold(string Name, int ExitCode, string Message);

/// <summary>
/// The upper end of <c>--jobs</c>: folds of all rows and seeds as processes of this same program, so many at a time, each on one thread.
/// Networks of this size gain little from a second thread, so two processes get more done on two cores than one process. The results
/// are in the run's folders; this only starts, shows and ends processes.
/// </summary>
/// <param name="jobs">processes at a time</param>
/// <param name="live">shows the progress of all</param>
internal sealed class FoldProcesses(int jobs, LiveProgress live)
{
    private readonly ConcurrentDictionary<string, string> running = new();
    private int done;

    /// <summary>Runs folds; one that fails does not keep the others from theirs.</summary>
    /// <param name="folds">what to do</param>
    /// <param name="cancel">asks the processes to stop after a step and waits for them; their checkpoints stay</param>
    /// <returns>those that failed</returns>
    /// <exception cref="OperationCanceledException">cancelled; no process of ours is left</exception>
    public async Task<IReadOnlyList<FailedFold>> RunAsync(IReadOnlyList<FoldWork> folds, CancellationToken cancel)
    {
        var failed = new ConcurrentQueue<FailedFold>();
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(folds, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancel }, async (fold, stop) =>
        {
            (int code, string errors) = await RunAsync(fold, () => Show(folds.Count, start), stop);
            running.TryRemove(fold.Name, out _);
            Interlocked.Increment(ref done);
            if (code != ExitCode.Done && !stop.IsCancellationRequested)
                failed.Enqueue(new(fold.Name, code, Said(errors)));
        });
        return [.. failed];
    }

    private async Task<(int Code, string Errors)> RunAsync(FoldWork fold, Action show, CancellationToken stop)
    {
        using Process process = Start(fold.Arguments);
        using CancellationTokenRegistration ask = stop.Register(process.StandardInput.Close);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is string line)
        {
            running[fold.Name] = FoldProcess.Line.Read(line)?.Text ?? "";
            show();
        }
        await process.WaitForExitAsync(CancellationToken.None);
        return (process.ExitCode, await errors);
    }

    /// <summary>The command line that starts this same program.</summary>
    public static IReadOnlyList<string> Program
    {
        get
        {
            string program = Environment.ProcessPath!;
            return Path.GetFileNameWithoutExtension(program) == "dotnet" ? [program, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [program];
        }
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(Program[0], [.. Program.Skip(1), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private void Show(int count, long start)
    {
        double each = Stopwatch.GetElapsedTime(start).TotalSeconds / Math.Max(1, done);
        string left = done == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(each * (count - done)):hh\\:mm\\:ss} left");
        live.Report($"{done} of {count} done{left}: {string.Join(" · ", running.Select(r => $"{r.Key} {r.Value}").Order(StringComparer.Ordinal))}");
    }

    /// <summary>A fold as people name it.</summary>
    public static string Named(SpottingFold fold) =>
        string.Create(CultureInfo.InvariantCulture, $"{fold.Fold} of {fold.Experiment.Name}, seed {fold.Experiment.Seed}");

    /// <summary>What a process said of its end: our message, an exception's first line, or else the last line of all.</summary>
    private static string Said(string errors)
    {
        string[] lines = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(l => l.StartsWith("mex: ", StringComparison.Ordinal))?["mex: ".Length..]
            ?? lines.FirstOrDefault(l => l.StartsWith("Unhandled exception", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing";
    }
}
