using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The .NET type of each dtype's elements.</summary>
internal static class ElementTypes
{
    /// <summary>As <c>item</c>, <c>data</c> and <c>from_array</c> take it; bfloat16 has none.</summary>
    internal static Type? Of(ScalarType dtype) => dtype switch
    {
        ScalarType.Byte => typeof(byte),
        ScalarType.Int8 => typeof(sbyte),
        ScalarType.Int16 => typeof(short),
        ScalarType.Int32 => typeof(int),
        ScalarType.Int64 => typeof(long),
        ScalarType.Bool => typeof(bool),
        ScalarType.Float16 => typeof(Half),
        ScalarType.Float32 => typeof(float),
        ScalarType.Float64 => typeof(double),
        ScalarType.ComplexFloat32 => typeof((float, float)),
        ScalarType.ComplexFloat64 => typeof(Complex),
        _ => null,
    };

    internal static ScalarType DtypeOf(Type element) =>
        element == typeof(byte) ? ScalarType.Byte
        : element == typeof(sbyte) ? ScalarType.Int8
        : element == typeof(short) ? ScalarType.Int16
        : element == typeof(int) ? ScalarType.Int32
        : element == typeof(long) ? ScalarType.Int64
        : element == typeof(bool) ? ScalarType.Bool
        : element == typeof(Half) ? ScalarType.Float16
        : element == typeof(float) ? ScalarType.Float32
        : element == typeof(double) ? ScalarType.Float64
        : element == typeof((float, float)) ? ScalarType.ComplexFloat32
        : element == typeof(Complex) ? ScalarType.ComplexFloat64
        : throw new NotSupportedException($"The type {element.FullName} is not supported.");

    /// <summary>Bytes an element.</summary>
    internal static int Size(ScalarType dtype) => dtype switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new NotImplementedException($"{dtype} has no known size"),
    };
}
