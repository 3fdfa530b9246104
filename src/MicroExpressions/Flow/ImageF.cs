using MicroExpressions.Video;

namespace MicroExpressions.Flow;

/// <summary>One grey picture in float, on the scale 0..255: rows top to bottom, pixels left to right.</summary>
public sealed class ImageF
{
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="pixels"><c>[height, width]</c>, 0..255, taken over, not copied</param>
    /// <exception cref="ArgumentException">a side is not positive, or the buffer's length is not height·width</exception>
    public ImageF(int width, int height, float[] pixels)
    {
        if (width < 1 || height < 1 || pixels.Length != checked(width * height))
            throw new ArgumentException($"{pixels.Length} floats for {width} × {height}", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary><c>[height, width]</c>, row-major, 0..255.</summary>
    public float[] Pixels { get; }

    /// <summary>The frame's luma by ITU-R BT.601, rounded to 8 bits as OpenCV does: what the published features were made from.</summary>
    public static ImageF FromFrame(Frame frame)
    {
        byte[] grey = frame.ToGrey().Pixels;
        var pixels = new float[grey.Length];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = grey[i];
        return new ImageF(frame.Width, frame.Height, pixels);
    }

    /// <exception cref="ArgumentException">a pixel is negative, above 16 bits or no number; the message names it</exception>
    internal void CheckGreys(string name)
    {
        int place = Pixels.AsSpan().IndexOfAnyExceptInRange(0, ushort.MaxValue);
        if (place >= 0)
            throw new ArgumentException($"{Pixels[place]} at column {place % Width}, row {place / Width}; expected grey values, 0..255", name);
    }
}
