using System.Numerics;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One number for an operator; libtorch keeps it as Int64, Float64, ComplexFloat64 or Bool.</summary>
public sealed class Scalar : IDisposable
{
    private readonly Complex complex;
    private readonly long integer;

    public ScalarType Type { get; }

    private Scalar(ScalarType type, long integer)
    {
        Type = type;
        this.integer = integer;
    }

    private Scalar(ScalarType type, Complex complex)
    {
        Type = type;
        this.complex = complex;
    }

    public static implicit operator Scalar(byte value) => new(ScalarType.Int64, value);

    public static implicit operator Scalar(sbyte value) => new(ScalarType.Int64, value);

    public static implicit operator Scalar(short value) => new(ScalarType.Int64, value);

    public static implicit operator Scalar(int value) => new(ScalarType.Int64, value);

    public static implicit operator Scalar(long value) => new(ScalarType.Int64, value);

    public static implicit operator Scalar(Half value) => new(ScalarType.Float64, (double)value);

    public static implicit operator Scalar(float value) => new(ScalarType.Float64, (double)value);

    public static implicit operator Scalar(double value) => new(ScalarType.Float64, value);

    public static implicit operator Scalar(bool value) => new(ScalarType.Bool, value ? 1 : 0);

    public static implicit operator Scalar((float, float) value) => new(ScalarType.ComplexFloat64, new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(ScalarType.ComplexFloat64, value);

    /// <summary>Nothing native is held; present as TorchSharp's is.</summary>
    public void Dispose() { }

    internal bool IsIntegral => Type is ScalarType.Int64 or ScalarType.Bool;

    internal long AsLong() => IsIntegral ? integer : (long)complex.Real;

    internal double AsDouble() => IsIntegral ? integer : complex.Real;

    internal Complex AsComplex() => IsIntegral ? integer : complex;

    internal Arg AsArg() => Type switch
    {
        ScalarType.Int64 => integer,
        ScalarType.Bool => integer != 0,
        ScalarType.Float64 => complex.Real,
        _ => complex,
    };
}

public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => value;

    public static Scalar ToScalar(this sbyte value) => value;

    public static Scalar ToScalar(this short value) => value;

    public static Scalar ToScalar(this int value) => value;

    public static Scalar ToScalar(this long value) => value;

    public static Scalar ToScalar(this float value) => value;

    public static Scalar ToScalar(this double value) => value;

    public static Scalar ToScalar(this bool value) => value;

    public static Scalar ToScalar(this Half value) => value;

    public static Scalar ToScalar(this (float, float) value) => value;

    public static Scalar ToScalar(this Complex value) => value;

    public static Scalar ToBFloat16Scalar(this float value) =>
        BitConverter.Int32BitsToSingle(BFloat16Bits.FromSingle(value) << 16);

    public static float ToSingle(this Scalar value) => (float)value.AsDouble();

    public static double ToDouble(this Scalar value) => value.AsDouble();

    public static Half ToHalf(this Scalar value) => (Half)value.AsDouble();

    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.AsLong());

    public static byte ToByte(this Scalar value) => checked((byte)value.AsLong());

    public static short ToInt16(this Scalar value) => checked((short)value.AsLong());

    public static int ToInt32(this Scalar value) => checked((int)value.AsLong());

    public static long ToInt64(this Scalar value) => value.AsLong();

    public static bool ToBoolean(this Scalar value) => value.AsComplex() != Complex.Zero;

    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) =>
        ((float)value.AsComplex().Real, (float)value.AsComplex().Imaginary);

    public static Complex ToComplexFloat64(this Scalar value) => value.AsComplex();
}

/// <summary>bfloat16: the upper half of a float32, rounded to the nearest even.</summary>
internal static class BFloat16Bits
{
    internal static ushort FromSingle(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)0x7FC0 : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    internal static float ToSingle(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
