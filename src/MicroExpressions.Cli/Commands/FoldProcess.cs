using System.Collections.Concurrent;
using System.Text.Json;
using MicroExpressions.Training;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// The lower end of <c>--jobs</c>: folds in a process of their own, on one thread. Each line of standard input is one to do. It says on
/// standard output how far it is, a line of JSON a step, and one when the fold is done. When standard input ends, it ends: after a step,
/// with a checkpoint, if there is something left to do. That is how the process above asks, and also what happens when that one dies.
/// </summary>
internal static class FoldProcess
{
    /// <summary>Runs what it is told to.</summary>
    /// <param name="work">trains one, tells the progress, heeds the token</param>
    /// <param name="say">how far it is, in words</param>
    /// <param name="cancel">Ctrl+C</param>
    public static int Run<TProgress>(Action<string, IProgress<TProgress>, CancellationToken> work, Func<TProgress, string> say, CancellationToken cancel)
    {
        // never disposed: the thread that reads may still want them when the work is done
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var told = new BlockingCollection<string>();
        new Thread(() =>
        {
            while (Console.In.ReadLine() is string line)
                told.Add(line);
            told.CompleteAdding();
            stop.Cancel();
        })
        { IsBackground = true }.Start();
        using var one = new OneThread();
        try
        {
            foreach (string task in told.GetConsumingEnumerable(cancel))
            {
                work(task, new Lines<TProgress>(say), stop.Token);
                Console.Out.WriteLine(JsonSerializer.Serialize(new Line("", Done: true)));
            }
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
    }

    /// <summary>How far a fold is, as its process says it.</summary>
    /// <param name="Text">in words</param>
    /// <param name="Done">whether it is done</param>
    internal sealed record Line(string Text, bool Done = false)
    {
        /// <summary>A line that is none of ours, which a library may print, is taken for words.</summary>
        public static Line Read(string text)
        {
            try
            {
                return JsonSerializer.Deserialize<Line>(text) ?? new(text);
            }
            catch (JsonException)
            {
                return new(text);
            }
        }
    }

    private sealed class Lines<TProgress>(Func<TProgress, string> say) : IProgress<TProgress>
    {
        public void Report(TProgress value) => Console.Out.WriteLine(JsonSerializer.Serialize(new Line(say(value))));
    }
}
