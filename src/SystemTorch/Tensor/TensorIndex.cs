namespace TorchSharp;

public static partial class torch
{
    /// <summary>One index of a tensor, anything that Python takes between its brackets.</summary>
    public struct TensorIndex
    {
        internal enum Kind { None, Single, Ellipsis, Bool, Tensor, Slice }

        internal Kind kind;
        internal long? start;
        internal long? stop;
        internal long? step;
        internal Tensor? tensor;

        /// <summary>As many whole dimensions as are left.</summary>
        static public TensorIndex Ellipsis = new() { kind = Kind.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        static public TensorIndex None = new() { kind = Kind.None };

        static public TensorIndex Null = new() { kind = Kind.None };

        /// <summary>A whole dimension.</summary>
        static public TensorIndex Colon = Slice();

        /// <summary>start, start + step, … before stop; negative positions count from the end.</summary>
        static public TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { kind = Kind.Slice, start = start, stop = stop, step = step };

        static public TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        static public TensorIndex Slice(Range range) => Slice(
            Position(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Position(range.End));

        static public TensorIndex Bool(bool value) => new() { kind = Kind.Bool, start = value ? 1 : 0 };

        static public TensorIndex Single(long? index) => new() { kind = Kind.Single, start = index };

        /// <summary>A mask, or positions.</summary>
        static public TensorIndex Tensor(Tensor tensor) => new() { kind = Kind.Tensor, tensor = tensor };

        public static implicit operator TensorIndex(long value) => Single(value);

        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        public static implicit operator TensorIndex(System.Index index) => Single(Position(index));

        /// <summary>Only steers the compiler's choice between the indexers.</summary>
        public static implicit operator Tensor(TensorIndex value) => throw new InvalidOperationException("Should not be called.");

        internal readonly Index Marshalled() => new()
        {
            kind = (long)kind,
            start = start ?? (kind == Kind.Slice ? Index.Missing : 0),
            stop = stop ?? Index.Missing,
            step = step ?? Index.Missing,
            tensor = tensor is null ? 0 : tensor.Handle,
        };

        private static long Position(System.Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
