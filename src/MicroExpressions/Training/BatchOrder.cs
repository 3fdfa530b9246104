namespace MicroExpressions.Training;

/// <summary>
/// Which examples each step sees: one shuffled pass over all of them after the other, cut into batches of one size. A function of
/// (seed, step) alone, so that a training that goes on from a checkpoint sees what it would have seen without the pause.
/// </summary>
/// <param name="examples">how many there are, at least 1</param>
/// <param name="batchSize">in a batch; with fewer examples than that, one can occur twice in a batch</param>
/// <param name="seed">decides the order</param>
public sealed class BatchOrder(int examples, int batchSize, long seed)
{
    private readonly int _examples = examples > 0 ? examples : throw new ArgumentOutOfRangeException(nameof(examples), examples, "at least 1");
    private readonly int _batchSize = batchSize > 0 ? batchSize : throw new ArgumentOutOfRangeException(nameof(batchSize), batchSize, "at least 1");
    private (long Pass, int[] Order) _current = (-1, []);

    /// <summary>The indices of a step's examples, steps counted from 0.</summary>
    public IReadOnlyList<int> Of(int step) =>
        [.. Enumerable.Range(0, _batchSize).Select(i => At((long)step * _batchSize + i))];

    private int At(long position)
    {
        long pass = position / _examples;
        if (_current.Pass != pass)
            _current = (pass, Shuffled(pass));
        return _current.Order[position % _examples];
    }

    private int[] Shuffled(long pass)
    {
        int[] order = [.. Enumerable.Range(0, _examples)];
        StepSeed.Generator(seed, pass).Shuffle(order);
        return order;
    }
}
