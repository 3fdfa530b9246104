using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class OpenCvTvL1Tests
{
    private const int Width = 64, Height = 48;

    // u, v at (row, column) (10, 20), (24, 32), (40, 5): cv2.optflow.DualTVL1OpticalFlow_create(...).calc(a, b, None)
    // of python3-opencv 4.6.0 with numpy 1.24 on the same two pictures, once by default and once with every setting changed.
    private static readonly (int Row, int Column)[] Places = [(10, 20), (24, 32), (40, 5)];
    private static readonly float[] ByDefault = [0.6294050f, -0.3613583f, 0.6238834f, -0.3757898f, 0.5857291f, -0.4311611f];
    private static readonly float[] Changed = [0.6357681f, -0.3946269f, 0.6187329f, -0.3477403f, 0.5934063f, -0.3960827f];

    [Fact]
    public void Defaults_are_those_of_OpenCV() => Assert.Equal(ByDefault, Sample(new OpenCvTvL1()), Close);

    [Fact]
    public void Every_setting_reaches_OpenCV()
    {
        var changed = new OpenCvTvL1
        {
            Tau = 0.2,
            Lambda = 0.1,
            Theta = 0.4,
            Scales = 3,
            Warps = 2,
            Epsilon = 0.02,
            InnerIterations = 7,
            OuterIterations = 4,
            ScaleStep = 0.7,
            MedianFilter = 3,
        };
        Assert.Equal(Changed, Sample(changed), Close);
    }

    [Fact]
    public void Floats_in_zero_to_one_give_the_flow_of_bytes()
    {
        byte[] first = Picture(0, 0), second = Picture(0.6, -0.4);
        var (u, v) = (new float[first.Length], new float[first.Length]);
        new OpenCvTvL1().Compute(
            Array.ConvertAll(first, b => b / 255f), Array.ConvertAll(second, b => b / 255f), Width, Height, u, v);
        Assert.Equal(ByDefault, Sample(u, v), Close);
    }

    [Fact]
    public void A_buffer_of_wrong_length_is_refused_before_the_native_call()
        => Assert.Throws<ArgumentException>(() =>
            new OpenCvTvL1().Compute(new byte[10], new byte[12], 4, 3, new float[12], new float[12]));

    [Fact]
    public void What_OpenCV_refuses_comes_back_as_an_exception()
        => Assert.Throws<OpenCvException>(() =>
            new OpenCvTvL1 { MedianFilter = 4 }.Compute(
                Picture(0, 0), Picture(1, 0), Width, Height, new float[Width * Height], new float[Width * Height]));

    private static bool Close(float a, float b) => Math.Abs(a - b) < 1e-4f;

    private static float[] Sample(OpenCvTvL1 algorithm)
    {
        var (u, v) = (new float[Width * Height], new float[Width * Height]);
        algorithm.Compute(Picture(0, 0), Picture(0.6, -0.4), Width, Height, u, v);
        return Sample(u, v);
    }

    private static float[] Sample(float[] u, float[] v)
        => [.. Places.SelectMany(p => new[] { u[p.Row * Width + p.Column], v[p.Row * Width + p.Column] })];

    private static byte[] Picture(double dx, double dy)
    {
        var pixels = new byte[Width * Height];
        for (int y = 0; y < Height; y++)
            for (int x = 0; x < Width; x++)
                pixels[y * Width + x] = (byte)Math.Round(
                    127 + 60 * Math.Sin((x - dx) / 5) + 40 * Math.Cos((y - dy) / 7) + 20 * Math.Sin((x - dx + y - dy) / 3));
        return pixels;
    }
}
