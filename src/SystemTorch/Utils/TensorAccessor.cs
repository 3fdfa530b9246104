using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, read and written in place, counted in the order of its indices.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly T* first;
    private readonly long[] sizes;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(Tensor tensor)
    {
        this.tensor = tensor; // which keeps the memory
        first = (T*)tensor.Pointer;
        sizes = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
    }

    public long Count => sizes.Aggregate(1L, (product, size) => product * size);

    public bool IsReadOnly => false;

    /// <summary>One index counts elements; several stand for the dimensions.</summary>
    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>An array of the tensor's rank and shape.</summary>
    public Array ToNDArray()
    {
        if (sizes.Length == 0) return ToArray();
        Array array = Array.CreateInstance(typeof(T), sizes);
        if (array.Length == 0) return array;
        CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length));
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Fills the array from <paramref name="arrayIndex"/> on, as far as both last.</summary>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        Span<T> to = array[arrayIndex..];
        int n = Shared(to.Length, tensorIndex);
        if (contiguous) new ReadOnlySpan<T>(first + tensorIndex, n).CopyTo(to);
        else for (int i = 0; i < n; i++) to[i] = first[Offset(tensorIndex + i)];
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Writes the array from <paramref name="arrayIndex"/> on, as far as both last.</summary>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ReadOnlySpan<T> from = array[arrayIndex..];
        int n = Shared(from.Length, tensorIndex);
        if (contiguous) from[..n].CopyTo(new Span<T>(first + tensorIndex, n));
        else for (int i = 0; i < n; i++) first[Offset(tensorIndex + i)] = from[i];
    }

    public IEnumerator<T> GetEnumerator()
    {
        long count = Count;
        for (long i = 0; i < count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) =>
        left.sizes.SequenceEqual(right.sizes) && left.SequenceEqual(right);

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public override bool Equals(object? obj) => obj is TensorAccessor<T> other && this == other;

    public override int GetHashCode() => HashCode.Combine(Count, typeof(T));

    /// <summary>The tensor belongs to whoever made it; nothing is held here.</summary>
    public void Dispose() { }

    private T* At(long[] indices)
    {
        if (indices.Length == 1) return first + Offset(indices[0]);
        if (indices.Length != sizes.Length) throw new ArgumentException($"{indices.Length} indices for {sizes.Length} dimensions");
        long offset = 0;
        for (int d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= sizes[d])
                throw new IndexOutOfRangeException($"{indices[d]} >= {sizes[d]} in dimension {d}.");
            offset += indices[d] * strides[d];
        }
        return first + offset;
    }

    private long Offset(long index)
    {
        long count = Count;
        if (index >= count) throw new IndexOutOfRangeException();
        if (index < 0) throw new ArgumentOutOfRangeException($"{index} in a collection of {count} elements.");
        if (contiguous) return index;
        long offset = 0;
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            index = Math.DivRem(index, sizes[d], out long i);
            offset += i * strides[d];
        }
        return offset;
    }

    private int Shared(int length, long tensorIndex)
    {
        long left = Count - tensorIndex;
        if (tensorIndex < 0 || left < 0) throw new ArgumentOutOfRangeException(nameof(tensorIndex));
        return (int)Math.Min(length, left);
    }
}
