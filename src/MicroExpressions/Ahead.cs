using System.Collections.Concurrent;

namespace MicroExpressions;

/// <summary>A sequence computed beside what uses it: one thread makes the next items while another works on those that are there.</summary>
internal static class Ahead
{
    /// <summary>The items in their order; what the source throws is thrown here.</summary>
    /// <param name="source">enumerated on a thread of its own, ended by the token where the user stops early</param>
    /// <param name="most">items made and not yet taken, at most</param>
    /// <param name="cancellation">ends both</param>
    public static IEnumerable<T> Of<T>(Func<CancellationToken, IEnumerable<T>> source, int most, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var made = new BlockingCollection<T>(most);
        Task maker = Task.Run(() =>
        {
            try
            {
                foreach (T item in source(stop.Token))
                    made.Add(item, stop.Token);
            }
            finally
            {
                made.CompleteAdding();
            }
        }, CancellationToken.None);
        bool whole = false;
        try
        {
            foreach (T item in made.GetConsumingEnumerable(cancellation))
                yield return item;
            whole = true;
        }
        finally
        {
            if (!whole)
            {
                stop.Cancel();
                Task.WhenAny(maker).Wait(CancellationToken.None);   // the source's files are closed before the caller goes on
            }
        }
        maker.GetAwaiter().GetResult();
    }
}
