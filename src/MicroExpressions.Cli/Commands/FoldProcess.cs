using System.Globalization;
using System.Text.Json;
using MicroExpressions.Experiments.Spotting;
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
    /// <param name="cancel">Ctrl+C</param>
    public static int Run(Action<IProgress<SpottingProgress>, CancellationToken> work, CancellationToken cancel)
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
            work(new Lines(), stop.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
    }

    /// <summary>How far a fold is, as its process says it.</summary>
    /// <param name="Step">training steps done</param>
    /// <param name="Of">in all</param>
    internal sealed record Line(int Step, int Of)
    {
        public static Line? Read(string text) => JsonSerializer.Deserialize<Line>(text);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Step}/{Of}");
    }

    private sealed class Lines : IProgress<SpottingProgress>
    {
        public void Report(SpottingProgress value) =>
            Console.Out.WriteLine(JsonSerializer.Serialize(new Line(value.Training.Step, value.Training.Of)));
    }
}
