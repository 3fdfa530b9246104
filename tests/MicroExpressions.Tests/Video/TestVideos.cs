using MicroExpressions.Video;

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

    public static void CutShort(string path, double keep)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength((long)(file.Length * keep));
    }
}
