using System.Text.Json;
using MicroExpressions.Training;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// The lower end of <c>--jobs</c>: a fold in a process of its own, on one thread. It says on standard output how far it is, a line of
/// JSON a step, and stops after a step, with its checkpoint, when standard input ends: that is how the process above it asks, and also
/// what happens when that one dies.
/// </summary>
internal static class FoldProcess
{
    /// <summary>Runs the fold.</summary>
    /// <param name="work">trains, tells the progress, heeds the token</param>
    /// <param name="say">how far it is, in words</param>
    /// <param name="cancel">Ctrl+C</param>
    public static int Run<TProgress>(Action<IProgress<TProgress>, CancellationToken> work, Func<TProgress, string> say, CancellationToken cancel)
    {
        // never disposed: the thread that waits for the input's end may still want it when the work is done
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        new Thread(() =>
        {
            Console.In.ReadToEnd();
            stop.Cancel();
        })
        { IsBackground = true }.Start();
        using var one = new OneThread();
        try
        {
            work(new Lines<TProgress>(say), stop.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
    }

    /// <summary>How far a fold is, as its process says it.</summary>
    /// <param name="Text">in words</param>
    internal sealed record Line(string Text)
    {
        public static Line? Read(string text) => JsonSerializer.Deserialize<Line>(text);
    }

    private sealed class Lines<TProgress>(Func<TProgress, string> say) : IProgress<TProgress>
    {
        public void Report(TProgress value) => Console.Out.WriteLine(JsonSerializer.Serialize(new Line(say(value))));
    }
}
