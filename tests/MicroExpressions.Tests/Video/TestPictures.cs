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

    /// <summary>A drawn face that a cascade takes for one: an oval, eyes, brows, nose and mouth; about 2·radius high.</summary>
    public static Frame Face(int width, int height, double centreX, double centreY, double radius)
    {
        var grey = new double[width * height];
        Array.Fill(grey, 60);
        Spot(0, 0.05, 0.75, 1, value: 180, softness: 0.2);
        foreach (int side in (int[])[-1, 1])
        {
            Spot(side * 0.32, -0.18, 0.24, 0.14, value: 120, softness: 0.8);
            Spot(side * 0.32, -0.17, 0.15, 0.07, value: 70, softness: 0.5);
            Spot(side * 0.32, -0.36, 0.22, 0.05, value: 80, softness: 0.6);
            Spot(side * 0.12, 0.25, 0.06, 0.04, value: 110, softness: 0.8);
        }
        Spot(0, 0.05, 0.08, 0.25, value: 205, softness: 1);
        Spot(0, 0.55, 0.28, 0.08, value: 95, softness: 0.6);
        return new Frame(width, height, 1, Array.ConvertAll(grey, g => (byte)g));

        void Spot(double x, double y, double radiusX, double radiusY, double value, double softness)
        {
            for (int row = 0; row < height; row++)
                for (int column = 0; column < width; column++)
                {
                    double dx = ((column - centreX) / radius - x) / radiusX, dy = ((row - centreY) / radius - y) / radiusY;
                    double cover = Math.Clamp((1 - Math.Sqrt(dx * dx + dy * dy)) / softness + 0.5, 0, 1);
                    grey[row * width + column] += cover * (value - grey[row * width + column]);
                }
        }
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
