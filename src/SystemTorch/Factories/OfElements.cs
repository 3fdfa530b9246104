using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor with a copy of <paramref name="elements"/>: what all overloads of <c>tensor</c> come down to.</summary>
    private static unsafe Tensor Of<T>(
        ReadOnlySpan<T> elements, ReadOnlySpan<long> sizes, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        long count = 1;
        foreach (long size in sizes) count *= size;
        if (count > elements.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {elements.Length}");
        device = InitializeDevice(device);
        ScalarType given = ElementTypes.DtypeOf(typeof(T));
        fixed (T* data = elements)
        fixed (long* shape = sizes)
        {
            bool convert = dtype is { } wanted && wanted != given;
            var made = new Tensor(Library.Check(Library.st_new(data, shape, sizes.Length, (int)given, convert ? CPU.Code : device.Code)));
            return Finished(convert ? made.to(dtype!.Value, device, disposeAfter: true) : made, requires_grad, names);
        }
    }

    private static Tensor OfGrid<T>(Array rawArray, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged =>
        Of(Elements<T>(rawArray), Lengths(rawArray), dtype, device, requires_grad, names);

    private static ReadOnlySpan<T> Elements<T>(IList<T> list) => list switch
    {
        T[] array => array,
        List<T> known => CollectionsMarshal.AsSpan(known),
        _ => list.ToArray(),
    };

    private static ReadOnlySpan<T> Elements<T>(Array array) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);

    private static long[] Lengths(Array array) => [.. Enumerable.Range(0, array.Rank).Select(array.GetLongLength)];
}
