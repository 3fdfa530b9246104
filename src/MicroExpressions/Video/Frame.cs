namespace MicroExpressions.Video;

/// <summary>One picture: 8-bit, rows top to bottom, pixels left to right, channels interleaved (grey, or red-green-blue).</summary>
public sealed class Frame
{
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="channels">1 (grey) or 3 (RGB)</param>
    /// <param name="pixels"><c>[height, width, channels]</c>, taken over, not copied</param>
    /// <exception cref="ArgumentException">the buffer's length is not height·width·channels</exception>
    public Frame(int width, int height, int channels, byte[] pixels)
    {
        if (pixels.Length != checked(width * height * channels))
            throw new ArgumentException($"{pixels.Length} bytes for {width} × {height} × {channels}", nameof(pixels));
        (Width, Height, Channels, Pixels) = (width, height, channels, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>1 (grey) or 3 (RGB).</summary>
    public int Channels { get; }

    /// <summary><c>[height, width, channels]</c>, row-major.</summary>
    public byte[] Pixels { get; }
}
