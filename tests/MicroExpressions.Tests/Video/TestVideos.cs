using MicroExpressions.Video;
using OpenCvSharp;

namespace MicroExpressions.Tests.Video;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mex-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Videos in which frame i is white left of column 2·i and black right of it, so that a frame tells its position.</summary>
internal static class TestVideos
{
    public static void Write(string path, int frames, string codec = "MJPG", double framesPerSecond = 30, int width = 128, int height = 48)
    {
        using var writer = new VideoFileWriter(path, framesPerSecond, width, height, codec: codec);
        for (int i = 0; i < frames; i++)
            writer.Write(Bar(width, height, 2 * i));
    }

    /// <summary>A video of golden/, for codecs that the kit's FFmpeg reads and does not write.</summary>
    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Video", "golden", name);

    public static int PositionOf(Frame frame)
        => (int)Math.Round(frame.Pixels.Count(p => p > 127) / (double)frame.Pixels.Length * frame.Width / 2);

    private static Frame Bar(int width, int height, int columns)
    {
        var pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
            pixels.AsSpan(y * width * 3, Math.Min(columns, width) * 3).Fill(255);
        return new Frame(width, height, 3, pixels);
    }

    /// <summary>Overwrites the coded pictures at some positions, whatever container they are in; of JPEGs the inside only.</summary>
    public static void Spoil(string path, params int[] positions)
    {
        byte[] file = File.ReadAllBytes(path);
        using (var packets = new VideoCapture(path, VideoCaptureAPIs.FFMPEG, [(int)VideoCaptureProperties.Format, -1]))
        using (var packet = new Mat())
            for (int i = 0; packets.Grab(); i++)
            {
                packets.Retrieve(packet);
                byte[] coded = new byte[packet.Total() * packet.ElemSize()];
                System.Runtime.InteropServices.Marshal.Copy(packet.Data, coded, 0, coded.Length);
                if (!positions.Contains(i))
                    continue;
                // a container may hold the beginning apart; the end is always there as it is
                int kept = coded is [0xFF, 0xD8, ..] ? coded.Length / 2 : 0, end = coded is [0xFF, 0xD8, ..] ? coded.Length - 2 : coded.Length;
                int place = file.AsSpan().IndexOf(coded.AsSpan(kept));
                Assert.True(place > 0);
                for (int k = 0; k < end - kept; k++)
                    file[place + k] = (byte)(coded is [0xFF, 0xD8, ..] && k % 2 == 0 ? 0xFF : 0x5A);
            }
        File.WriteAllBytes(path, file);
    }

    public static void CutShort(string path, double keep)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength((long)(file.Length * keep));
    }
}
