using MicroExpressions.Features;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

public class AppearanceHistogramTests
{
    private const int Size = 32, Bins = 9;

    private static readonly HoofSettings Settings = new() { FrameSize = Size, Grid = 4, GradientBins = Bins };

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(100)]
    [InlineData(160)]
    public void An_edge_votes_for_the_orientation_of_its_gradient(int degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        float[] features = Of(Picture((x, y) => 128 + 2.5 * (cos * (x - 16) + sin * (y - 16))));
        int inner = (1 * 4 + 2) * Bins;
        int strongest = Enumerable.Range(0, Bins).MaxBy(b => features[inner + b]);
        Assert.Equal(degrees / 20, strongest);
    }

    [Fact]
    public void A_flat_picture_gives_zeros()
        => Assert.All(Of(TestPictures.Flat(Size, Size, 90)), value => Assert.Equal(0, value));

    [Fact]
    public void All_numbers_lie_between_zero_and_the_clip()
        => Assert.All(Of(Noise(seed: 3)), value => Assert.InRange(value, 0f, 0.2f));

    [Fact]
    public void Brightness_changes_nothing_and_contrast_next_to_nothing()
    {
        float[] features = Of(Picture(Pattern));
        Assert.Equal(features, Of(Picture((x, y) => Pattern(x, y) + 30)));
        Assert.Equal(features, Of(Picture((x, y) => 20 + 2 * Pattern(x, y))), (a, b) => Math.Abs(a - b) < 0.01);

        static double Pattern(int x, int y) => Math.Round(50 + 25 * Math.Sin(x / 3.0) + 20 * Math.Cos((x + 2 * y) / 5.0));
    }

    [Fact]
    public void A_negative_gives_the_same_numbers()
    {
        Frame picture = Noise(seed: 3);
        Frame negative = new(Size, Size, 1, Array.ConvertAll(picture.Pixels, p => (byte)(255 - p)));
        Assert.Equal(Of(picture), Of(negative), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Frames_are_summed_before_they_are_normalised()
        => Assert.Equal(Of(Noise(seed: 3)), Of(Noise(seed: 3), Noise(seed: 3)), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void A_finished_snippet_leaves_nothing_to_the_next()
    {
        var histogram = new AppearanceHistogram(Settings);
        histogram.Add(Noise(seed: 3));
        histogram.Finish();
        histogram.Add(Noise(seed: 4));
        Assert.Equal(Of(Noise(seed: 4)), histogram.Finish());
        Assert.Throws<InvalidOperationException>(histogram.Finish);
    }

    [Fact]
    public void A_colour_frame_is_refused()
        => Assert.Throws<ArgumentException>(() => Of(TestPictures.Flat(Size, Size, 90, channels: 3)));

    private static float[] Of(params Frame[] frames)
    {
        var histogram = new AppearanceHistogram(Settings);
        foreach (Frame frame in frames)
            histogram.Add(frame);
        return histogram.Finish();
    }

    private static Frame Noise(int seed)
    {
        var random = new Random(seed);
        return Picture((_, _) => random.Next(256));
    }

    private static Frame Picture(Func<int, int, double> at)
    {
        var pixels = new byte[Size * Size];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)Math.Round(at(i % Size, i / Size));
        return new Frame(Size, Size, 1, pixels);
    }
}
