using System.Runtime.InteropServices;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// A scheduler that ends a job, because its time is over, its node is wanted or somebody cancels it, sends SIGTERM and half a minute
/// later SIGKILL. Here the first is heeded as Ctrl+C is: the step in hand is finished and kept in the checkpoint.
/// </summary>
internal static class EndedByScheduler
{
    /// <summary>Works until done or told to stop.</summary>
    /// <param name="work">heeds the token</param>
    /// <param name="cancel">Ctrl+C</param>
    public static int Run(Action<CancellationToken> work, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using PosixSignalRegistration heed = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        try
        {
            work(stop.Token);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            Console.Error.WriteLine("mex: ended by SIGTERM; the same command goes on from the last step");
            return ExitCode.Cancelled;
        }
    }
}
