using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

/// <summary>Pictures from a formula, so that a test knows what it must find.</summary>
internal static class TestPictures
{
    /// <summary>A smooth pattern, moved to the right by <paramref name="shift"/> pixels.</summary>
    public static Frame Waves(int width, int height, double shift, int channels = 1)
    {
        var pixels = new byte[width * height * channels];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < channels; c++)
                    pixels[(y * width + x) * channels + c] =
                        (byte)(127 + 60 * Math.Sin((x - shift) / 5 + c) + 50 * Math.Cos(y / 7.0 - c));
        return new Frame(width, height, channels, pixels);
    }

    /// <summary>One value everywhere.</summary>
    public static Frame Flat(int width, int height, byte value, int channels = 1)
    {
        var pixels = new byte[width * height * channels];
        Array.Fill(pixels, value);
        return new Frame(width, height, channels, pixels);
    }

    /// <summary>Mean absolute difference, in grey levels.</summary>
    public static double MeanDifference(Frame a, Frame b)
    {
        Assert.Equal(a.Pixels.Length, b.Pixels.Length);
        double sum = 0;
        for (int i = 0; i < a.Pixels.Length; i++)
            sum += Math.Abs(a.Pixels[i] - b.Pixels[i]);
        return sum / a.Pixels.Length;
    }
}
