using System.Buffers.Binary;
using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>What the bytes of a picture say without its being decoded.</summary>
internal static class PictureBytes
{
    // a JPEG's frame header stands behind its metadata, of which a block has 64 KB at most
    private const int Start = 1 << 12, BehindMetadata = 1 << 18;

    /// <summary>Size of a PNG or JPEG file's picture as it is stored; null for others, and where there is no such header.</summary>
    public static Size? SizeOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        var start = new byte[Math.Min(file.Length, Start)];
        file.ReadExactly(start);
        if (SizeOf(start) is { } size)
            return size;
        if (start is not [0xFF, 0xD8, ..])
            return null;
        file.Position = 0;
        start = new byte[Math.Min(file.Length, BehindMetadata)];
        file.ReadExactly(start);
        return SizeOf(start);
    }

    /// <summary>The same of a file's beginning.</summary>
    public static Size? SizeOf(ReadOnlySpan<byte> file) => file is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? OfPng(file) : OfJpeg(file);

    private static Size? OfPng(ReadOnlySpan<byte> file) => file.Length < 24 ? null
        : Positive(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));

    /// <summary>By the frame header (ITU-T T.81, B.2.2).</summary>
    private static Size? OfJpeg(ReadOnlySpan<byte> file)
    {
        if (file is not [0xFF, 0xD8, ..])
            return null;
        for (int i = 2; i + 9 < file.Length && file[i] == 0xFF;)
        {
            byte marker = file[i + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Positive(file[i + 7] << 8 | file[i + 8], file[i + 5] << 8 | file[i + 6]);
            i += 2 + (file[i + 2] << 8 | file[i + 3]);
        }
        return null;
    }

    /// <summary>
    /// Whether a coded JPEG picture holds a marker that ITU-T T.81 reserves (table B.1: 02 to BF): in what is coded each FF is followed by 00 or
    /// by a known marker. Decoders fill up what such a place spoils and say nothing.
    /// </summary>
    public static bool IsDamagedJpeg(ReadOnlySpan<byte> file)
    {
        bool coded = false;
        for (int i = 2; i + 3 < file.Length;)
        {
            if (coded)
            {
                int next = file[i..].IndexOf((byte)0xFF);
                if (next < 0 || i + next + 3 >= file.Length)
                    return false;
                i += next;
            }
            else if (file[i] != 0xFF)
                return false;       // not laid out as usual: nothing can be said
            switch (file[i + 1])
            {
                case 0xFF: i++; break;
                case 0xD9: return false;
                case >= 0x02 and <= 0xBF: return true;
                case 0x00 or 0x01 or (>= 0xD0 and <= 0xD8): i += 2; break;
                default:
                    coded = file[i + 1] == 0xDA;
                    i += 2 + (file[i + 2] << 8 | file[i + 3]);
                    break;
            }
        }
        return false;
    }

    private static Size? Positive(int width, int height) => width > 0 && height > 0 ? new Size(width, height) : null;
}
