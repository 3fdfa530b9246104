using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace MicroExpressions.Features;

/// <summary>
/// NumPy's <c>.npy</c> format (numpy.lib.format, versions 1 to 3). Arrays of Python objects are refused: reading them would run code.
/// </summary>
public static partial class NumpyFile
{
    private const int Alignment = 64;

    /// <summary>NumPy's own limit. Putting an array in order takes as many steps for each of its values.</summary>
    private const int MostDimensions = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an <c>.npy</c> file.</summary>
    /// <exception cref="InputException">it is not there, damaged, cut short, or of a type that is neither number nor text</exception>
    public static NumpyArray Read(string path)
    {
        try
        {
            return Decode(File.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a readable NumPy array", "Check the path.", e);
        }
    }

    /// <summary>Whether a file begins as a single array's, whatever it is called.</summary>
    internal static bool IsOne(string path)
    {
        using FileStream file = File.OpenRead(path);
        var start = new byte[Magic.Length];
        file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return Magic.SequenceEqual(start);
    }

    /// <summary>Writes an <c>.npy</c> file, byte for byte as <c>numpy.save</c> does.</summary>
    /// <exception cref="InputException">the file cannot be written</exception>
    public static void Write(string path, NumpyArray array) => WholeFile.Write(path, stream => Write(stream, array));

    /// <summary>The array that a buffer holds.</summary>
    /// <param name="file">a whole <c>.npy</c> file</param>
    /// <param name="place">what messages call it</param>
    internal static NumpyArray Decode(ReadOnlySpan<byte> file, string place)
    {
        (NumpyElement element, bool columnsFirst, int[] shape, int dataStart) = Layout(file, file.Length, place);
        Array values = element.Decode(file[dataStart..]);
        return new NumpyArray(columnsFirst ? ToCOrder(values, shape) : values, shape);
    }

    /// <summary>What the header says, if that is as long as the file.</summary>
    /// <param name="start">the file, or so much of it that the header is in it</param>
    /// <param name="fileLength">bytes of the whole file</param>
    /// <param name="place">what messages call it</param>
    /// <exception cref="InputException">damaged, another type, or another size</exception>
    internal static (NumpyElement Element, bool ColumnsFirst, int[] Shape, int DataStart) Layout(ReadOnlySpan<byte> start, long fileLength, string place)
    {
        (string header, int dataStart) = ReadHeader(start, place);
        Match type = TypeField().Match(header), order = OrderField().Match(header), sides = ShapeField().Match(header);
        if (!type.Success || !order.Success || !sides.Success)
            throw Damaged(place, $"the header {header.Trim()}", "descr (a plain type), fortran_order and shape");
        int[] shape = [.. sides.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(side => int.TryParse(side.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                ? length : throw Damaged(place, $"the shape ({sides.Groups[1].Value})", "whole numbers below 2³¹"))];
        if (shape.Length > MostDimensions)
            throw Damaged(place, $"a shape of {shape.Length} dimensions", $"at most {MostDimensions}");
        NumpyElement element = NumpyElement.Of(type.Groups[1].Value, place);
        BigInteger needed = shape.Aggregate((BigInteger)element.Size, (product, side) => product * side);
        if (needed != fileLength - dataStart)
            throw Damaged(place, $"{fileLength - dataStart} bytes of data", $"{needed} for {type.Groups[1].Value} {NumpyArray.Describe(shape)}");
        if (shape.Aggregate(BigInteger.One, (product, side) => product * Math.Max(side, 1)) > Array.MaxLength)
            throw Damaged(place, $"the shape {NumpyArray.Describe(shape)}", "less than 2³¹ numbers");
        return (element, order.Groups[1].Value == "True", shape, dataStart);
    }

    /// <summary>Writes one array.</summary>
    internal static void Write(Stream stream, NumpyArray array)
    {
        (string type, byte[] bytes) = NumpyElement.Encode(array.Values);
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {NumpyArray.Describe(array.Shape)}, }}";
        int unpadded = Magic.Length + 4 + header.Length + 1;
        header = header.PadRight(header.Length + (Alignment - unpadded % Alignment) % Alignment) + "\n";
        stream.Write(Magic);
        stream.Write([1, 0, (byte)header.Length, (byte)(header.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(header));
        stream.Write(bytes);
    }

    private static (string Header, int DataStart) ReadHeader(ReadOnlySpan<byte> file, string place)
    {
        if (!file.StartsWith(Magic))
            throw Damaged(place, file.IsEmpty ? "nothing" : "another kind of data", "a NumPy array");
        if (file.Length < 12)
            throw Damaged(place, $"{file.Length} bytes", "a NumPy array");
        int version = file[6];
        if (version is < 1 or > 3)
            throw Damaged(place, $"format version {version}", "1, 2 or 3");
        int start = version == 1 ? 10 : 12;
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (length > file.Length - start)
            throw Damaged(place, $"{file.Length} bytes", $"a header of {length}, and data");
        return (Encoding.UTF8.GetString(file.Slice(start, (int)length)), start + (int)length);
    }

    private static Array ToCOrder(Array values, int[] shape)
    {
        Array ordered = Array.CreateInstance(values.GetType().GetElementType()!, values.Length);
        var index = new int[shape.Length];
        for (int to = 0; to < values.Length; to++)
        {
            int from = 0;
            for (int d = shape.Length - 1; d >= 0; d--)
                from = from * shape[d] + index[d];
            ordered.SetValue(values.GetValue(from), to);
            for (int d = shape.Length - 1; d >= 0 && ++index[d] == shape[d]; d--)
                index[d] = 0;
        }
        return ordered;
    }

    internal static InputException Damaged(string place, string found, string expected, Exception? inner = null)
        => new(place, found, expected, "The file is damaged or cut short: copy it again from its origin, or have it made again.", inner);

    [GeneratedRegex(@"'descr'\s*:\s*'([^']+)'")]
    private static partial Regex TypeField();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex OrderField();

    [GeneratedRegex(@"'shape'\s*:\s*\(([0-9L,\s]*)\)")]
    private static partial Regex ShapeField();
}
