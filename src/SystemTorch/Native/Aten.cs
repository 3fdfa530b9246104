using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Any ATen operator by <c>"aten::name.overload"</c>, called boxed through libtorch's dispatcher. Arguments come in the order
/// of the schema and are fitted to it (an int where a Scalar, a float or an int[n] is wanted); missing trailing ones take the
/// schema's defaults. A native error becomes an <see cref="ExternalException"/>.
/// </summary>
internal static unsafe class Aten
{
    /// <summary>One tensor out.</summary>
    internal static Tensor Call(string op, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(op, args, &result, 1);
        return TensorOf(result);
    }

    internal static (Tensor, Tensor) Call2(string op, params ReadOnlySpan<Arg> args)
    {
        Value* results = stackalloc Value[2];
        Invoke(op, args, results, 2);
        return (TensorOf(results[0]), TensorOf(results[1]));
    }

    internal static (Tensor, Tensor, Tensor) Call3(string op, params ReadOnlySpan<Arg> args)
    {
        Value* results = stackalloc Value[3];
        Invoke(op, args, results, 3);
        return (TensorOf(results[0]), TensorOf(results[1]), TensorOf(results[2]));
    }

    internal static (Tensor, Tensor, Tensor, Tensor) Call4(string op, params ReadOnlySpan<Arg> args)
    {
        Value* results = stackalloc Value[4];
        Invoke(op, args, results, 4);
        return (TensorOf(results[0]), TensorOf(results[1]), TensorOf(results[2]), TensorOf(results[3]));
    }

    /// <summary>An operator whose result is <c>Tensor[]</c>.</summary>
    internal static Tensor[] CallList(string op, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(op, args, &result, 1);
        var list = new Tensor[result.n];
        for (int i = 0; i < list.Length; i++) list[i] = new Tensor(((IntPtr*)result.p)[i]);
        Library.st_free_list(result.p);
        return list;
    }

    /// <summary>In place, or with results that nobody wants.</summary>
    internal static void CallVoid(string op, params ReadOnlySpan<Arg> args) => Invoke(op, args, null, 0);

    internal static long CallLong(string op, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(op, args, &result, 1);
        return result.kind is Kind.Int or Kind.Bool ? result.i : throw new InvalidOperationException($"{op} gives no integer");
    }

    internal static bool CallBool(string op, params ReadOnlySpan<Arg> args) => CallLong(op, args) != 0;

    internal static double CallDouble(string op, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(op, args, &result, 1);
        return result.kind is Kind.Double ? result.d
          : result.kind is Kind.Int or Kind.Bool ? result.i : throw new InvalidOperationException($"{op} gives no number");
    }

    /// <summary>A result that may be of any number type.</summary>
    internal static Scalar CallScalar(string op, params ReadOnlySpan<Arg> args)
    {
        Value result;
        Invoke(op, args, &result, 1);
        return result.kind switch
        {
            Kind.Int => result.i,
            Kind.Bool => result.i != 0,
            Kind.Double => result.d,
            Kind.Complex => new Complex(result.d, BitConverter.Int64BitsToDouble(result.i)),
            _ => throw new InvalidOperationException($"{op} gives no number"),
        };
    }

    // An undefined tensor among several results (an optional one) becomes null.
    private static Tensor TensorOf(in Value value) => value.p != 0 ? new Tensor(value.p) : null!;

    [SkipLocalsInit]
    private static void Invoke(string op, ReadOnlySpan<Arg> args, Value* results, int capacity)
    {
        IntPtr handle = Operators.Find(op);
        Value* values = stackalloc Value[args.Length];
        int bytes = 0;
        foreach (ref readonly Arg arg in args) bytes += Bytes(arg);
        byte* lists = stackalloc byte[bytes <= 1024 ? bytes : 0];
        byte* allocated = bytes <= 1024 ? null : lists = (byte*)NativeMemory.Alloc((nuint)bytes);
        try
        {
            for (int k = 0; k < args.Length; k++) values[k] = Marshalled(args[k], ref lists);
            int found = Library.st_call(handle, values, args.Length, results, capacity);
            if (found < 0) throw Library.Error();
            if (found < capacity) throw new InvalidOperationException($"{op} gives {found} results, not {capacity}");
        }
        finally
        {
            NativeMemory.Free(allocated);
        }
    }

    private static int Bytes(in Arg arg) => arg.kind switch
    {
        Kind.Ints => Unsafe.As<long[]>(arg.content!).Length * sizeof(long),
        Kind.Doubles => Unsafe.As<double[]>(arg.content!).Length * sizeof(double),
        Kind.Bools => (Unsafe.As<bool[]>(arg.content!).Length + 7) & ~7,
        Kind.Tensors => Unsafe.As<Tensor[]>(arg.content!).Length * sizeof(IntPtr),
        Kind.Text => (Encoding.UTF8.GetByteCount((string)arg.content!) + 7) & ~7,
        _ => 0,
    };

    // Copies lists and text to `lists` and moves it on.
    private static Value Marshalled(in Arg arg, ref byte* lists)
    {
        Value value = default;
        value.kind = arg.kind;
        switch (arg.kind)
        {
            case Kind.None: break;
            case Kind.Tensor: value.p = Unsafe.As<Tensor>(arg.content!).Handle; break;
            case Kind.Int or Kind.Bool or Kind.Device: value.i = arg.bits; break;
            case Kind.Double: value.d = BitConverter.Int64BitsToDouble(arg.bits); break;
            case Kind.Generator: value.p = Unsafe.As<Generator>(arg.content!).Handle; break;
            case Kind.Complex:
                value.d = BitConverter.Int64BitsToDouble(arg.bits);
                value.i = BitConverter.DoubleToInt64Bits((double)arg.content!);
                break;
            case Kind.Ints: Copy<long>(Unsafe.As<long[]>(arg.content!), ref value, ref lists); break;
            case Kind.Doubles: Copy<double>(Unsafe.As<double[]>(arg.content!), ref value, ref lists); break;
            case Kind.Bools: Copy<bool>(Unsafe.As<bool[]>(arg.content!), ref value, ref lists); break;
            case Kind.Text: Copy<byte>(Encoding.UTF8.GetBytes((string)arg.content!), ref value, ref lists); break;
            case Kind.Tensors:
                value.p = (IntPtr)lists;
                foreach (Tensor? tensor in Unsafe.As<Tensor?[]>(arg.content!))
                {
                    ((IntPtr*)value.p)[value.n++] = tensor is null ? 0 : tensor.Handle;
                }
                lists += value.n * sizeof(IntPtr);
                break;
        }
        return value;
    }

    private static void Copy<T>(ReadOnlySpan<T> from, ref Value value, ref byte* lists) where T : unmanaged
    {
        value.p = (IntPtr)lists;
        value.n = from.Length;
        from.CopyTo(new Span<T>(lists, from.Length));
        lists += (from.Length * sizeof(T) + 7) & ~7;
    }
}
