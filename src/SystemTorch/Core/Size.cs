using System.Collections;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The lengths of a tensor's dimensions.</summary>
    public struct Size : IEnumerable<long>
    {
        private readonly long[] sizes;

        public static Size Empty = new(Array.Empty<long>());

        public Size(long[] shape) => sizes = [.. shape];

        public Size(int[] shape) => sizes = Array.ConvertAll(shape, size => (long)size);

        public Size(IEnumerable<long> shape) => sizes = [.. shape];

        public Size(int size) : this([(long)size]) { }

        public Size(long size) : this([size]) { }

        public Size((int, int) size) : this((long[])[size.Item1, size.Item2]) { }

        public Size((int, int, int) size) : this((long[])[size.Item1, size.Item2, size.Item3]) { }

        public Size((int, int, int, int) size) : this((long[])[size.Item1, size.Item2, size.Item3, size.Item4]) { }

        public Size((int, int, int, int, int) size) : this((long[])[size.Item1, size.Item2, size.Item3, size.Item4, size.Item5]) { }

        public Size((int, int, int, int, int, int) size)
            : this((long[])[size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6]) { }

        public Size((long, long) size) : this((long[])[size.Item1, size.Item2]) { }

        public Size((long, long, long) size) : this((long[])[size.Item1, size.Item2, size.Item3]) { }

        public Size((long, long, long, long) size) : this((long[])[size.Item1, size.Item2, size.Item3, size.Item4]) { }

        public Size((long, long, long, long, long) size) : this((long[])[size.Item1, size.Item2, size.Item3, size.Item4, size.Item5]) { }

        public Size((long, long, long, long, long, long) size)
            : this((long[])[size.Item1, size.Item2, size.Item3, size.Item4, size.Item5, size.Item6]) { }

        public readonly long[] Shape => sizes;

        public readonly int Length => sizes.Length;

        public readonly bool IsEmpty => sizes.Length == 0;

        public readonly bool IsScalar => IsEmpty;

        public readonly long this[int idx] => sizes[idx];

        public readonly long this[long idx] => sizes[idx];

        public readonly long numel() => sizes.TotalSize();

        public readonly IEnumerable<long> Take(int i) => sizes.Take(i);

        /// <summary>From first to before next; negative positions count from the end.</summary>
        public readonly Size Slice(int first, int next)
        {
            if (first < 0) first += Length;
            if (next < 0) next += Length;
            return next <= first ? Empty : new Size(sizes.Skip(first).Take(next - first));
        }

        public readonly IEnumerator<long> GetEnumerator() => sizes.AsEnumerable().GetEnumerator();

        readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public static bool operator ==(Size left, Size right) => left.sizes.AsSpan().SequenceEqual(right.sizes);

        public static bool operator !=(Size left, Size right) => !(left == right);

        public override readonly bool Equals(object? obj) => obj is Size other && this == other;

        public override readonly int GetHashCode() => sizes.Aggregate(sizes.Length, HashCode.Combine);

        public static Size operator +(Size left, Size right) => new(left.Concat(right));

        public static Size operator +(Size left, IEnumerable<long> right) => new(left.Concat(right));

        public static implicit operator Size(long size) => new(size);

        public static implicit operator Size(long[] size) => new(size);

        public static implicit operator Size((long, long) size) => new(size);

        public static implicit operator Size((long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long, long) size) => new(size);

        public static implicit operator Size((long, long, long, long, long, long) size) => new(size);
    }
}
