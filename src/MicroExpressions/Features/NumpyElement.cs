using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MicroExpressions.Features;

/// <summary>One of NumPy's element types, by its type string: <c>&lt;f4</c>, <c>|u1</c>, <c>&lt;U90</c>.</summary>
/// <param name="Kind">f, i, u, b or U</param>
/// <param name="Size">bytes an element</param>
/// <param name="BigEndian">stored with the highest byte first</param>
internal readonly record struct NumpyElement(char Kind, int Size, bool BigEndian)
{
    private const int Utf32 = 4;   // NumPy stores text at a fixed width of UTF-32 characters

    private static readonly Dictionary<Type, string> Plain = new()
    {
        [typeof(Half[])] = "<f2",
        [typeof(float[])] = "<f4",
        [typeof(double[])] = "<f8",
        [typeof(sbyte[])] = "|i1",
        [typeof(short[])] = "<i2",
        [typeof(int[])] = "<i4",
        [typeof(long[])] = "<i8",
        [typeof(byte[])] = "|u1",
        [typeof(ushort[])] = "<u2",
        [typeof(uint[])] = "<u4",
        [typeof(ulong[])] = "<u8",
        [typeof(bool[])] = "|b1",
    };

    /// <exception cref="InputException">it is neither number nor text</exception>
    public static NumpyElement Of(string type, string place)
    {
        bool known = type.Length >= 3 && "<>|=".Contains(type[0])
            && int.TryParse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && (type[1] switch
            {
                'f' => width is 2 or 4 or 8,
                'i' or 'u' => width is 1 or 2 or 4 or 8,
                'b' => width == 1,
                'U' => width is > 0 and < 1 << 20,
                _ => false,
            });
        if (!known)
            throw new InputException(
                place, $"elements of type {type}", "numbers or text",
                "Save the array with a plain type, e.g. numpy.save(file, array.astype('float32')).");
        int size = int.Parse(type.AsSpan(2), CultureInfo.InvariantCulture);
        return new NumpyElement(type[1], type[1] == 'U' ? size * Utf32 : size, type[0] == '>');
    }

    /// <summary>The values in a buffer.</summary>
    public Array Decode(ReadOnlySpan<byte> bytes) => (Kind, Size) switch
    {
        ('U', _) => DecodeText(bytes),
        ('f', 2) => Cast<Half>(bytes),
        ('f', 4) => Cast<float>(bytes),
        ('f', 8) => Cast<double>(bytes),
        ('i', 1) => Cast<sbyte>(bytes),
        ('i', 2) => Cast<short>(bytes),
        ('i', 4) => Cast<int>(bytes),
        ('i', 8) => Cast<long>(bytes),
        ('u', 1) => Cast<byte>(bytes),
        ('u', 2) => Cast<ushort>(bytes),
        ('u', 4) => Cast<uint>(bytes),
        ('u', 8) => Cast<ulong>(bytes),
        _ => Array.ConvertAll(Cast<byte>(bytes), b => b != 0),
    };

    /// <summary>Type string and bytes of an array's values.</summary>
    public static (string Type, byte[] Bytes) Encode(Array values)
    {
        if (values is string[] texts)
            return EncodeText(texts);
        // by the exact type: to a type pattern uint[] is an int[] as well
        if (!Plain.TryGetValue(values.GetType(), out string? type))
            throw new ArgumentException($"NumPy has no plain type for {values.GetType()}", nameof(values));
        int size = type[2] - '0';
        return (type, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(values), values.Length * size).ToArray());
    }

    private T[] Cast<T>(ReadOnlySpan<byte> bytes) where T : unmanaged
    {
        T[] values = MemoryMarshal.Cast<byte, T>(bytes).ToArray();
        Span<byte> stored = MemoryMarshal.AsBytes(values.AsSpan());
        if (BigEndian)
            for (int i = 0; i < stored.Length; i += Size)
                stored.Slice(i, Size).Reverse();
        return values;
    }

    private string[] DecodeText(ReadOnlySpan<byte> bytes)
    {
        var encoding = new UTF32Encoding(BigEndian, byteOrderMark: false);
        var texts = new string[bytes.Length / Size];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = encoding.GetString(bytes.Slice(i * Size, Size)).TrimEnd('\0');
        return texts;
    }

    private static (string Type, byte[] Bytes) EncodeText(string[] texts)
    {
        byte[][] coded = [.. texts.Select(Encoding.UTF32.GetBytes)];
        int size = Math.Max(Utf32, coded.Max(c => (int?)c.Length) ?? 0);
        var bytes = new byte[size * texts.Length];
        for (int i = 0; i < coded.Length; i++)
            coded[i].CopyTo(bytes, i * size);
        return ($"<U{size / Utf32}", bytes);
    }
}
