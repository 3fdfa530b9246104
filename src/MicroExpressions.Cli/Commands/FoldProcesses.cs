using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Cli.Commands;

/// <summary>What a process is to do.</summary>
/// <param name="Name">as people call it: a fold of a row with a seed, or a share of all folds</param>
/// <param name="Arguments">the command line of a process that does such work; it does more of it, one after the other</param>
/// <param name="Task">what that process is told, one line</param>
internal sealed record FoldWork(string Name, IReadOnlyList<string> Arguments, string Task);

/// <summary>Work that its process did not finish.</summary>
/// <param name="Name">which</param>
/// <param name="ExitCode">of its process</param>
/// <param name="Message">what the process said of it</param>
internal sealed record FailedFold(string Name, int ExitCode, string Message);

/// <summary>
/// The upper end of <c>--jobs</c>: folds of all rows and seeds in processes of this same program, so many at a time, each on one thread
/// and each for all folds of a row that fall to it: to start one and to have it read the features takes as long as half a fold at demo
/// scale. Networks of this size gain little from a second thread, so two processes get more done on two cores than one process. The
/// results are in the run's folders; this only starts, tells, shows and ends processes.
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
        var left = new ConcurrentQueue<FoldWork>(folds);
        var failed = new ConcurrentQueue<FailedFold>();
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(jobs, folds.Count)).Select(_ => Task.Run(OneAfterTheOther, CancellationToken.None)));
        cancel.ThrowIfCancellationRequested();
        return [.. failed];

        async Task OneAfterTheOther()
        {
            FoldWorker? worker = null;
            try
            {
                while (!cancel.IsCancellationRequested && left.TryDequeue(out FoldWork? fold))
                {
                    if (worker is not null && !worker.Takes(fold))
                    {
                        await worker.EndAsync();
                        worker = null;
                    }
                    worker ??= new FoldWorker(fold.Arguments, cancel);
                    bool finished = await worker.DoAsync(fold, said =>
                    {
                        running[fold.Name] = said;
                        Show(folds.Count, start);
                    });
                    running.TryRemove(fold.Name, out _);
                    Interlocked.Increment(ref done);
                    if (finished)
                        continue;
                    (int code, string message) = await worker.EndAsync();
                    worker = null;
                    if (!cancel.IsCancellationRequested)
                        failed.Enqueue(new(fold.Name, code, message));
                }
            }
            finally
            {
                if (worker is not null)
                    await worker.EndAsync();
            }
        }
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

    private void Show(int count, long start)
    {
        double each = Stopwatch.GetElapsedTime(start).TotalSeconds / Math.Max(1, done);
        string left = done == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {TimeSpan.FromSeconds(each * (count - done)):hh\\:mm\\:ss} left");
        live.Report($"{done} of {count} done{left}: {string.Join(" · ", running.Select(r => $"{r.Key} {r.Value}").Order(StringComparer.Ordinal))}");
    }
}
