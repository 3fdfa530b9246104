namespace MicroExpressions;

/// <summary>
/// Loops with a thread for each core and no more. The runtime's own choice is as many as it likes: where other programs hold the cores it adds
/// one after another, and each would have work memory of its own.
/// </summary>
internal static class EveryCore
{
    /// <summary><see cref="Parallel.For(int, int, Action{int})"/> within it.</summary>
    /// <param name="from">the first number</param>
    /// <param name="to">the one after the last</param>
    /// <param name="body">called from several threads at once</param>
    /// <param name="cancellation">ends the loop between two numbers</param>
    public static void For(int from, int to, Action<int> body, CancellationToken cancellation = default) => Parallel.For(from, to, With(cancellation), body);

    /// <summary>The options for other loops.</summary>
    /// <param name="cancellation">ends them between two items</param>
    public static ParallelOptions With(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
}
