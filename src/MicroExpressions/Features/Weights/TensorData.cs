using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>Tensors and their bytes in files: little endian, in pieces, so that none is ever twice in memory.</summary>
internal static class TensorData
{
    /// <summary>libtorch's own limit.</summary>
    public const int MostDimensions = 64;

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(ScalarType dtype) => dtype switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "expected a number's or a truth value's type"),
    };

    /// <summary>A tensor of the next bytes of a stream; the caller has checked that there are so many.</summary>
    /// <exception cref="EndOfStreamException">the stream ends before</exception>
    public static Tensor Read(Stream stream, long[] shape, ScalarType dtype)
    {
        Tensor tensor = empty(shape, dtype: dtype);
        try
        {
            stream.ReadExactly(tensor.bytes);
            return tensor;
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
    }

    /// <summary>The product of a shape, or null where it has too many dimensions, is negative somewhere or beyond what one span can hold, a 0 taken for 1.</summary>
    public static long? Count(ReadOnlySpan<long> shape, ScalarType dtype)
    {
        if (shape.Length > MostDimensions)
            return null;
        UInt128 count = 1;
        foreach (long size in shape)
        {
            if (size < 0)
                return null;
            count *= (ulong)Math.Max(size, 1);      // 0 × 2⁶² has no elements, but strides that overflow
            if (count * (ulong)SizeOf(dtype) > int.MaxValue)
                return null;
        }
        return shape.Contains(0) ? 0 : (long)count;
    }
}
