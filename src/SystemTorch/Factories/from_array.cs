using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// A tensor of the array's shape that shares its memory: the array stays pinned as long as a tensor is on it.
    /// (Another dtype or device makes a copy.)
    /// </summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        Type element = rawArray.GetType().GetElementType()
            ?? throw new InvalidOperationException($"{nameof(rawArray)}.GetType().GetElementType() returned null.");
        ScalarType given = ElementTypes.DtypeOf(element);
        if (given == ScalarType.ComplexFloat32) return OfGrid<(float, float)>(rawArray, dtype, device, requires_grad,
        names); // which .NET does not pin
        return Finished(Fitted(Shared(rawArray, 0, Lengths(rawArray), given), dtype ?? given, device), requires_grad, names);
    }

    /// <summary>A one-dimensional tensor on part of an array's memory, counted in its elements.</summary>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ScalarType given = ElementTypes.DtypeOf(rawArray.GetType().GetElementType()!);
        if (given == ScalarType.ComplexFloat32) throw new NotImplementedException("frombuffer(ComplexFloat32)");
        if (offset < 0 || offset >= rawArray.LongLength) throw new ArgumentException($"invalid offset value: {offset}");
        if (count < 0) count = rawArray.LongLength - offset;
        if (offset + count > rawArray.LongLength) throw new IndexOutOfRangeException($"element count is too large: {count}");
        return Finished(Fitted(Shared(rawArray, offset, [count], given), dtype, null), requires_grad, null);
    }

    private static Tensor Fitted(Tensor made, ScalarType dtype, Device? device)
    {
        Device to = device ?? get_default_device();
        return made.dtype == dtype && made.device_type == to.type ? made : made.to(dtype, to, disposeAfter: true);
    }

    private static unsafe Tensor Shared(Array array, long offset, long[] sizes, ScalarType dtype)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        try
        {
            byte* first = (byte*)pin.AddrOfPinnedObject() + (offset * ElementTypes.Size(dtype));
            fixed (long* shape = sizes)
            {
                return new Tensor(Library.Check(
                    Library.st_from_blob(first, shape, sizes.Length, (int)dtype, &Unpin, GCHandle.ToIntPtr(pin))));
            }
        }
        catch
        {
            pin.Free();
            throw;
        }
    }

    [UnmanagedCallersOnly]
    private static void Unpin(IntPtr pin) => GCHandle.FromIntPtr(pin).Free();
}
