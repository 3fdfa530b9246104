using System.Buffers.Binary;
using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>What the bytes of a picture say without its being decoded.</summary>
internal static class PictureBytes
{
    // a JPEG's frame header stands behind its metadata, of which a block has 64 KB at most
    private const int Start = 1 << 12, BehindMetadata = 1 << 18;

    /// <summary>Size of a PNG, JPEG, BMP, TIFF, PGM or PPM file's picture as it is stored; null for others, and where there is no such header.</summary>
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
    public static Size? SizeOf(ReadOnlySpan<byte> file) => file switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => OfPng(file),
        [(byte)'B', (byte)'M', ..] => OfBmp(file),
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => OfTiff(file, low: file[0] == 'I'),
        [(byte)'P', >= (byte)'1' and <= (byte)'6', ..] => OfPortable(file),
        _ => OfJpeg(file),
    };

    private static Size? OfPng(ReadOnlySpan<byte> file) => file.Length < 24 ? null
        : Positive(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));

    /// <summary>Two words of the header; four numbers in those of Windows, where a negative height runs from above.</summary>
    private static Size? OfBmp(ReadOnlySpan<byte> file)
    {
        if (file.Length < 26)
            return null;
        if (BinaryPrimitives.ReadInt32LittleEndian(file[14..]) == 12)
            return Positive(BinaryPrimitives.ReadUInt16LittleEndian(file[18..]), BinaryPrimitives.ReadUInt16LittleEndian(file[20..]));
        int height = BinaryPrimitives.ReadInt32LittleEndian(file[22..]);
        return height == int.MinValue ? null : Positive(BinaryPrimitives.ReadInt32LittleEndian(file[18..]), Math.Abs(height));
    }

    /// <summary>By the fields 256 and 257 of the first directory (TIFF 6.0, §2).</summary>
    private static Size? OfTiff(ReadOnlySpan<byte> file, bool low)
    {
        if (file.Length < 8 || Number(file[4..], 4) is var directory && directory > file.Length - 2)
            return null;
        int fields = (int)Number(file[(int)directory..], 2);
        long width = 0, height = 0;
        for (int i = 0; i < fields && directory + 14 + 12 * i <= file.Length; i++)
        {
            ReadOnlySpan<byte> field = file.Slice((int)directory + 2 + 12 * i, 12);
            long value = Number(field[8..], Number(field[2..], 2) == 3 ? 2 : 4);
            switch (Number(field, 2))
            {
                case 256: width = value; break;
                case 257: height = value; break;
            }
        }
        return width <= int.MaxValue && height <= int.MaxValue ? Positive((int)width, (int)height) : null;

        long Number(ReadOnlySpan<byte> bytes, int count) => (count, low) switch
        {
            (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        };
    }

    /// <summary>Width and height in digits, after blanks and lines of comment (netpbm, "pgm").</summary>
    private static Size? OfPortable(ReadOnlySpan<byte> file)
    {
        int at = 2;
        return Number(file, ref at) is int width && Number(file, ref at) is int height ? Positive(width, height) : null;

        static int? Number(ReadOnlySpan<byte> file, ref int at)
        {
            while (at < file.Length && (file[at] is (byte)'#' || char.IsWhiteSpace((char)file[at])))
                at = file[at] != '#' ? at + 1 : file[at..].IndexOf((byte)'\n') is >= 0 and int end ? at + end : file.Length;
            int start = at;
            while (at < file.Length && char.IsAsciiDigit((char)file[at]))
                at++;
            return int.TryParse(file[start..at], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
        }
    }

    /// <summary>By the frame header (ITU-T T.81, B.2.2).</summary>
    private static Size? OfJpeg(ReadOnlySpan<byte> file)
    {
        if (file is not [0xFF, 0xD8, ..])
            return null;
        for (int i = 2; i + 9 < file.Length && file[i] == 0xFF;)
        {
            byte marker = file[i + 1];
            if (marker == 0xFF)     // a fill byte
            {
                i++;
                continue;
            }
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Positive(file[i + 7] << 8 | file[i + 8], file[i + 5] << 8 | file[i + 6]);
            i += 2 + (file[i + 2] << 8 | file[i + 3]);
        }
        return null;
    }

    /// <summary>
    /// Whether a part of a PNG file (PNG specification, 5.3: length, name, data, checksum) says that it is longer than the file is: OpenCV 4.13
    /// asks for as much memory and clears it, up to 4 GB for each part.
    /// </summary>
    public static bool IsDamagedPng(ReadOnlySpan<byte> file)
    {
        const int signature = 8, around = 12;
        for (long at = signature; at + around <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[(int)at..]);
            if (file.Slice((int)at + 4, 4).SequenceEqual("IEND"u8))
                return false;
            at += around + length;
            if (at > file.Length)
                return true;
        }
        return true;
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
