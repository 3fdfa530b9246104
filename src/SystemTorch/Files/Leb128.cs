namespace TorchSharp;

/// <summary>Unsigned LEB128, seven bits a byte, the lowest first: how numbers stand in TorchSharp's files.</summary>
internal static class Leb128
{
    internal static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        for (; value >= 0x80; value >>= 7) writer.Write((byte)(value | 0x80));
        writer.Write((byte)value);
    }

    /// <exception cref="InvalidDataException">More than 63 bits.</exception>
    internal static long Decode(this BinaryReader reader)
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = reader.ReadByte();
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
        throw new InvalidDataException("not a tensor file: a number is longer than 63 bits");
    }
}
