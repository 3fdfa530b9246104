using System.Collections;

namespace TorchSharp.Utils;

/// <summary>The numbers below a size in random order; with a seed the same order at each walk, and the same as TorchSharp's.</summary>
public class FisherYatesShuffler : IEnumerable<long>
{
    private readonly long _size;
    private readonly int? _seed;

    public FisherYatesShuffler(long size, int? seed = null) => (_size, _seed) = (size, seed);

    public IEnumerator<long> GetEnumerator()
    {
        var random = _seed is { } seed ? new Random(seed) : new Random();
        var order = new long[_size];
        for (long i = 0; i < _size; i++)
        {
            // Two draws of 31 bits, in this order: TorchSharp's numbers.
            var draw = ((long)random.Next() << 32) + (uint)random.Next();
            var j = draw % (i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return ((IEnumerable<long>)order).GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
