using System.Runtime.ExceptionServices;
using static TorchSharp.torch;

namespace MicroExpressions.Features;

/// <summary>
/// Work on tensors side by side: as many threads as libtorch was given, but one for each item instead of all for one. Where the
/// items are alike this keeps every core busy, while threads that share a layer wait for the slowest at the end of each operation.
/// </summary>
internal static class OneThreadEach
{
    /// <summary>The items' results, in their order.</summary>
    /// <param name="items">the items</param>
    /// <param name="work">called from several threads at once; its result must be in no dispose scope</param>
    public static Tensor[] Select(Tensor[] items, Func<Tensor, Tensor> work)
    {
        var results = new Tensor[items.Length];
        int allowed = get_num_threads(), next = -1;
        if (allowed == 1 || items.Length == 1)
        {
            for (int i = 0; i < items.Length; i++)
                results[i] = work(items[i]);
            return results;
        }
        ExceptionDispatchInfo? failed = null;
        using var started = new CountdownEvent(Math.Min(allowed, items.Length));
        Thread[] threads = [.. Enumerable.Range(0, started.InitialCount).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        started.Wait();
        set_num_threads(allowed);   // for everybody but these threads
        foreach (Thread thread in threads)
            thread.Join();
        if (failed is not null)
            foreach (Tensor? result in results)
                result?.Dispose();
        failed?.Throw();
        return results;

        void Work()
        {
            // The number is each thread's own once it has been asked for; before, a thread takes the last that anybody set.
            get_num_threads();
            set_num_threads(1);
            started.Signal();
            try
            {
                for (int i; failed is null && (i = Interlocked.Increment(ref next)) < items.Length;)
                    results[i] = work(items[i]);
            }
            catch (Exception e)
            {
                failed = ExceptionDispatchInfo.Capture(e);   // thrown again where the work was asked for
            }
        }
    }
}
