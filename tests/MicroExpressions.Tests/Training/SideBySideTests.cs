using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Training;

[Collection(DefaultGenerator.Name)]
public class SideBySideTests
{
    [Fact]
    public void Each_runs_once_on_one_thread_of_torchs_and_the_number_is_restored()
    {
        int before = get_num_threads();
        var (ran, threads) = (new int[7], new int[7]);
        SideBySide.Run([.. Enumerable.Range(0, 7).Select(i => (Action<CancellationToken>)(_ => (ran[i], threads[i]) = (ran[i] + 1, get_num_threads())))], CancellationToken.None);
        Assert.All(ran, count => Assert.Equal(1, count));
        Assert.All(threads, count => Assert.Equal(1, count));
        Assert.Equal(before, get_num_threads());
    }

    [Fact]
    public void One_that_fails_stops_the_others_and_is_told()
    {
        var error = Assert.Throws<InvalidOperationException>(() => SideBySide.Run(
            [_ => throw new InvalidOperationException("the first"), Waits, Waits, Waits], CancellationToken.None));
        Assert.Equal("the first", error.Message);
    }

    [Fact]
    public void Cancelling_stops_all()
    {
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => SideBySide.Run([_ => stop.Cancel(), Waits, Waits], stop.Token));
    }

    [Fact]
    public void None_outlives_a_caller_that_is_aborted_as_a_notebooks_cell_is()
    {
        using var abort = new CancellationTokenSource();
        int ended = 0;
        Action<CancellationToken> training = stop =>
        {
            abort.CancelAfter(50);
            stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(20));
            Interlocked.Increment(ref ended);
        };
#pragma warning disable SYSLIB0046 // what the notebooks' session uses to end a cell
        Assert.ThrowsAny<OperationCanceledException>(() => System.Runtime.ControlledExecution.Run(() => SideBySide.Run([training], CancellationToken.None), abort.Token));
#pragma warning restore SYSLIB0046
        Assert.Equal(1, ended);
    }

    private static void Waits(CancellationToken stop)
    {
        Assert.True(stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)), "nobody stopped it");
        stop.ThrowIfCancellationRequested();
    }
}
