using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A shape, written as a number, a tuple or an array.</summary>
    public readonly struct Size(IEnumerable<long> shape) : IEnumerable<long>
    {
        private readonly long[] sizes = [.. shape];

        public Size(long[] shape) : this((IEnumerable<long>)shape)
        {
        }

        public Size(long size) : this([size])
        {
        }

        public long[] Shape => sizes;

        public int Length => sizes.Length;

        public bool IsEmpty => sizes.Length == 0;

        public bool IsScalar => IsEmpty;

        public long this[int idx] => sizes[idx];

        public long this[long idx] => sizes[idx];

        public long numel() => sizes.Aggregate(1L, (product, size) => product * size);

        public IEnumerator<long> GetEnumerator() => sizes.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => sizes.GetEnumerator();

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size((long, long) size) => new([size.Item1, size.Item2]);

        public static implicit operator Size((long, long, long) size) => new([size.Item1, size.Item2, size.Item3]);

        public static implicit operator Size((long, long, long, long) size) => new([size.Item1, size.Item2, size.Item3, size.Item4]);

        public static implicit operator Size(long[] size) => new(size);
    }
}
