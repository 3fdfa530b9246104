using System.Buffers.Binary;
using System.Text;

namespace MicroExpressions.Tests.Video;

/// <summary>Changes what the boxes of an MP4 file say (ISO/IEC 14496-12), as a phone writes them.</summary>
internal static class TestMp4
{
    private static readonly string[] Containers = ["moov", "trak", "mdia", "minf", "stbl"];

    /// <summary>Writes the upper left of the display matrix: <c>x' = a·x + c·y, y' = b·x + d·y</c>, y downwards.</summary>
    public static void Turn(string path, (int A, int B, int C, int D) matrix) => Change(path, (type, payload) =>
    {
        if (type != "tkhd")
            return (type, payload);
        foreach ((int place, int value) in new[] { (0, matrix.A), (1, matrix.B), (3, matrix.C), (4, matrix.D) })
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(40 + 4 * place), value << 16);     // 16.16 fixed point, behind 40 bytes of version 0
        return (type, payload);
    });

    /// <summary>Writes how long the frames are shown, in runs, as parts of the rate that all had before: 3 is three times as long.</summary>
    public static void Pace(string path, params (int Frames, int Times)[] runs) => Change(path, (type, payload) => type switch
    {
        "edts" => ("free", payload),                    // it limits the duration to the former one
        "mdhd" => (type, Duration(payload, runs)),
        "stts" => (type, TimeToSample(BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(12)), runs)),
        _ => (type, payload),
    });

    /// <summary>Spoils the lengths of some coded pictures' parts, in the file's order; all pictures lie in one chunk.</summary>
    public static void Lose(string path, params int[] samples)
    {
        int[] sizes = [];
        int start = 0;
        Change(path, (type, payload) =>
        {
            if (type == "stsz")
                sizes = [.. Enumerable.Range(0, BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(8))).Select(i => BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(12 + 4 * i)))];
            else if (type == "stco")
                start = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(8));
            return (type, payload);
        });
        byte[] file = File.ReadAllBytes(path);
        foreach (int sample in samples)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(start + sizes.Take(sample).Sum()), int.MaxValue);
        File.WriteAllBytes(path, file);
    }

    private static byte[] Duration(byte[] mdhd, (int Frames, int Times)[] runs)
    {
        uint before = BinaryPrimitives.ReadUInt32BigEndian(mdhd.AsSpan(16));
        BinaryPrimitives.WriteUInt32BigEndian(mdhd.AsSpan(16), (uint)(before / runs.Sum(r => r.Frames) * runs.Sum(r => r.Frames * r.Times)));
        return mdhd;
    }

    private static byte[] TimeToSample(int delta, (int Frames, int Times)[] runs)
    {
        var stts = new byte[8 + 8 * runs.Length];
        BinaryPrimitives.WriteInt32BigEndian(stts.AsSpan(4), runs.Length);
        foreach ((int i, (int frames, int times)) in runs.Index())
        {
            BinaryPrimitives.WriteInt32BigEndian(stts.AsSpan(8 + 8 * i), frames);
            BinaryPrimitives.WriteInt32BigEndian(stts.AsSpan(12 + 8 * i), times * delta);
        }
        return stts;
    }

    // the frames' data stand before "moov", so their places stay when it grows
    private static void Change(string path, Func<string, byte[], (string, byte[])> box) => File.WriteAllBytes(path, Changed(File.ReadAllBytes(path), box));

    private static byte[] Changed(ReadOnlySpan<byte> boxes, Func<string, byte[], (string, byte[])> box)
    {
        using var result = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        for (int size; !boxes.IsEmpty; boxes = boxes[size..])
        {
            size = BinaryPrimitives.ReadInt32BigEndian(boxes);
            string type = Encoding.ASCII.GetString(boxes[4..8]);
            byte[] payload = boxes[8..size].ToArray();
            (type, payload) = Containers.Contains(type) ? (type, Changed(payload, box)) : box(type, payload);
            BinaryPrimitives.WriteInt32BigEndian(length, 8 + payload.Length);
            result.Write(length);
            result.Write(Encoding.ASCII.GetBytes(type));
            result.Write(payload);
        }
        return result.ToArray();
    }
}
