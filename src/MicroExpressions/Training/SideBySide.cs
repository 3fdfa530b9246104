using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// Trainings of small models side by side, a thread each: what is too small to be shared out among threads still keeps every core
/// busy, and each training computes the same bits as alone. None may draw from torch's default generator, which is everybody's.
/// </summary>
internal static class SideBySide
{
    private const int HeardWithinMilliseconds = 100;

    /// <summary>Runs all of them, as many at a time as libtorch has threads.</summary>
    /// <param name="trainings">each stops when its token says so</param>
    /// <param name="cancellation">stops all</param>
    /// <exception cref="OperationCanceledException">cancelled</exception>
    /// <exception cref="Exception">what the first training threw that failed; the others are stopped</exception>
    public static void Run(IReadOnlyList<Action<CancellationToken>> trainings, CancellationToken cancellation)
    {
        int threads = Math.Min(get_num_threads(), trainings.Count), next = -1;
        using var small = new OneThread();      // so that afterwards the number is again what it was: a new thread takes the last that any thread set
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var failures = new Exception?[trainings.Count];
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work))];
        try
        {
            foreach (Thread worker in workers)
                worker.Start();
            foreach (Thread worker in workers)
                while (!worker.Join(HeardWithinMilliseconds))
                {
                    // an abort reaches this thread between two waits, not in one
                }
        }
        finally
        {
            // a notebook that interrupts its cell aborts this thread: no training outlives what asked for it
            stop.Cancel();
            foreach (Thread worker in workers.Where(w => !w.ThreadState.HasFlag(ThreadState.Unstarted)))
                worker.Join();
        }
        if (failures.FirstOrDefault(failure => failure is not (null or OperationCanceledException)) is Exception failed)
            ExceptionDispatchInfo.Throw(failed);
        cancellation.ThrowIfCancellationRequested();

        void Work()
        {
            get_num_threads();      // from now on the number is this thread's own
            set_num_threads(1);
            for (int i; !stop.IsCancellationRequested && (i = Interlocked.Increment(ref next)) < trainings.Count;)
            {
                try
                {
                    trainings[i](stop.Token);
                }
                catch (Exception failure)
                {
                    failures[i] = failure;   // thrown again where the work was asked for
                    stop.Cancel();
                }
            }
        }
    }
}
