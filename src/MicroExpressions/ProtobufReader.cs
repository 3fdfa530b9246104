namespace MicroExpressions;

/// <summary>A part of a file, known to lie in it.</summary>
/// <param name="Begin">its first byte</param>
/// <param name="Length">bytes</param>
internal readonly record struct ProtobufSpan(long Begin, long Length);

/// <summary>A field of a message: a number, or bytes that are a text, a message or numbers.</summary>
/// <param name="Number">which field</param>
/// <param name="Kind">0: a number of varying size; 2: bytes; 1 and 5: eight and four bytes</param>
/// <param name="Value">of kind 0</param>
/// <param name="Span">of the other kinds</param>
internal readonly record struct ProtobufField(int Number, int Kind, long Value, ProtobufSpan Span)
{
    /// <summary>The field as bytes.</summary>
    /// <exception cref="InputException">it is a number</exception>
    public ProtobufSpan Message(string place) => Kind == 2 ? Span : throw ProtobufReader.Damaged(place, $"field {Number} as a number", "bytes");

    /// <summary>The field as a number.</summary>
    /// <exception cref="InputException">it is bytes</exception>
    public long Number64(string place) => Kind == 0 ? Value : throw ProtobufReader.Damaged(place, $"field {Number} as bytes", "a number");
}

/// <summary>Protocol buffers as they lie in a file, field by field; of the file only what is asked for is read.</summary>
internal sealed class ProtobufReader(Stream stream, string place)
{
    private const int LongestVarint = 10;

    /// <summary>The whole file.</summary>
    public ProtobufSpan Whole => new(0, stream.Length);

    /// <summary>The fields of a message, in their order.</summary>
    /// <exception cref="InputException">a field that ends outside the message, or is of no known kind</exception>
    public IEnumerable<ProtobufField> Fields(ProtobufSpan message)
    {
        long at = message.Begin, end = message.Begin + message.Length;
        while (at < end)
        {
            (ulong key, at) = Varint(at, end);
            if (key >> 3 is 0 or > int.MaxValue)
                throw Damaged(place, $"field {key >> 3} at byte {at}", "a field's number");
            (int number, int kind) = ((int)(key >> 3), (int)(key & 7));
            ulong length;
            switch (kind)
            {
                case 0:
                    (ulong value, at) = Varint(at, end);
                    yield return new(number, kind, (long)value, default);
                    continue;
                case 2:
                    (length, at) = Varint(at, end);
                    break;
                case 1 or 5:
                    length = kind == 1 ? 8u : 4u;
                    break;
                default:
                    throw Damaged(place, $"a field of kind {kind} at byte {at}", "a number or bytes");
            }
            if (length > (ulong)(end - at))
                throw Damaged(place, $"{length} bytes of field {number} where {end - at} are left", "a length within the file");
            yield return new(number, kind, 0, new(at, (long)length));
            at += (long)length;
        }
    }

    /// <summary>A repeated field of whole numbers: one, or some packed together.</summary>
    /// <exception cref="InputException">more of them than <paramref name="most"/>, or cut short</exception>
    public IEnumerable<long> Numbers(ProtobufField field, int most)
    {
        ProtobufSpan packed = field.Kind == 0 ? default : field.Message(place);
        if (field.Kind == 0 && most > 0)
            yield return field.Value;
        for ((long at, long end) = (packed.Begin, packed.Begin + packed.Length); at < end;)
        {
            (ulong number, at) = Varint(at, end);
            if (most-- <= 0)
                break;
            yield return (long)number;
        }
        if (most < (field.Kind == 0 ? 1 : 0))
            throw Damaged(place, $"too many numbers in field {field.Number}", "fewer");
    }

    /// <summary>The bytes of a part.</summary>
    public byte[] Bytes(ProtobufSpan span)
    {
        var bytes = new byte[span.Length];
        At(span).ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The file, to be read from where a part begins.</summary>
    public Stream At(ProtobufSpan span)
    {
        stream.Position = span.Begin;
        return stream;
    }

    internal static InputException Damaged(string place, string found, string expected)
        => new(place, found, expected, "The file is damaged or none that this kit reads; fetch it again.");

    /// <summary>Seven bits a byte, the lowest first; the highest bit says that more follow.</summary>
    private (ulong Value, long Next) Varint(long at, long end)
    {
        stream.Position = at;
        ulong value = 0;
        for (int i = 0; i < LongestVarint; i++)
        {
            if (at == end || stream.ReadByte() is not (>= 0 and int next))
                throw Damaged(place, $"a number cut short at byte {at}", "a whole one");
            at++;
            value |= (ulong)(next & 127) << (7 * i);
            if (next < 128)
                return (value, at);
        }
        throw Damaged(place, $"a number of more than {LongestVarint} bytes at byte {at}", "one of 64 bits");
    }
}
