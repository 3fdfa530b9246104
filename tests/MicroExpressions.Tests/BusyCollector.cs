using System.Diagnostics;

namespace MicroExpressions.Tests;

/// <summary>A second thread that collects and finalises again and again until this is disposed.</summary>
internal sealed class BusyCollector : IDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly int before = GC.CollectionCount(2);
    private readonly Thread collector;

    public BusyCollector()
    {
        collector = new Thread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                long begun = Stopwatch.GetTimestamp();
                GC.Collect();
                GC.WaitForPendingFinalizers();
                Thread.Sleep(TimeSpan.FromMilliseconds(1) + 2 * Stopwatch.GetElapsedTime(begun));       // or what is tried would hardly come on
            }
        });
        collector.Start();
    }

    /// <summary>Full collections since it began.</summary>
    public int Collections => GC.CollectionCount(2) - before;

    public void Dispose()
    {
        end.Cancel();
        collector.Join();
        end.Dispose();
    }
}
