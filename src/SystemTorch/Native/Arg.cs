using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One argument of an ATen operator: anything a schema knows, converted implicitly.</summary>
internal readonly struct Arg
{
    internal readonly Kind kind;
    internal readonly long bits;
    internal readonly object? content;

    private Arg(Kind kind, long bits = 0, object? content = null)
    {
        this.kind = kind;
        this.bits = bits;
        this.content = content;
    }

    /// <summary>None: an optional argument left empty. (Missing trailing arguments take the schema's defaults instead.)</summary>
    internal static Arg None => default;

    public static implicit operator Arg(Tensor? value) => value is null ? default : new(Kind.Tensor, 0, value);

    public static implicit operator Arg(long value) => new(Kind.Int, value);

    public static implicit operator Arg(long? value) => value is { } v ? v : default(Arg);

    public static implicit operator Arg(int value) => new(Kind.Int, value);

    public static implicit operator Arg(int? value) => value is { } v ? v : default(Arg);

    public static implicit operator Arg(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } v ? v : default(Arg);

    public static implicit operator Arg(bool value) => new(Kind.Bool, value ? 1 : 0);

    public static implicit operator Arg(bool? value) => value is { } v ? v : default(Arg);

    public static implicit operator Arg(Scalar? value) => value is null ? default : value.AsArg();

    public static implicit operator Arg(System.Numerics.Complex value) =>
      new(Kind.Complex, BitConverter.DoubleToInt64Bits(value.Real), value.Imaginary);

    public static implicit operator Arg(long[]? value) => value is null ? default : new(Kind.Ints, 0, value);

    public static implicit operator Arg(double[]? value) => value is null ? default : new(Kind.Doubles, 0, value);

    public static implicit operator Arg(bool[]? value) => value is null ? default : new(Kind.Bools, 0, value);

    /// <summary>A list of tensors; for a schema with <c>Tensor?[]</c> its elements may be null.</summary>
    public static implicit operator Arg(Tensor?[]? value) => value is null ? default : new(Kind.Tensors, 0, value);

    public static implicit operator Arg(string? value) => value is null ? default : new(Kind.Text, 0, value);

    public static implicit operator Arg(ScalarType value) => new(Kind.Int, (long)value);

    public static implicit operator Arg(ScalarType? value) => value is { } v ? v : default(Arg);

    public static implicit operator Arg(Device? value) => value is null ? default : new(Kind.Device, value.Code);

    public static implicit operator Arg(Generator? value) => value is null ? default : new(Kind.Generator, 0, value);
}

internal enum Kind { None, Tensor, Int, Double, Bool, Ints, Doubles, Bools, Tensors, Text, Device, Generator, Complex }

/// <summary>An argument or result as <c>system_torch.cpp</c> sees it (its <c>struct Value</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Value
{
    internal Kind kind;
    internal int n;
    internal long i;
    internal double d;
    internal IntPtr p;
}
