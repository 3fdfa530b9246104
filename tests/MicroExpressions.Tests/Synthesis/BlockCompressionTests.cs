using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Synthesis;

public class BlockCompressionTests
{
    [Theory]
    [InlineData(50)]
    [InlineData(75)]
    [InlineData(90)]
    public void Luma_comes_back_as_from_a_JPEG_file_of_OpenCVs(int quality)
    {
        var picture = new Frame(48, 32, 1, new byte[48 * 32]);
        for (var i = 0; i < picture.Pixels.Length; i++)
            picture.Pixels[i] = (byte)(128 + 90 * Noise.Fractal(i % 48 * 0.15f, i / 48 * 0.15f, 5, 4));
        var expected = ImageFile.Decode(ImageFile.EncodeJpeg(picture, quality), "in memory");

        var plane = picture.Pixels.Select(p => (float)p).ToArray();
        new BlockCompression(quality).Apply(plane, 48, isChroma: false);

        // libjpeg's transform is in integers: single steps apart, and a coefficient at ½ may round the other way
        var differences = plane.Zip(expected.Pixels, (a, b) => Math.Abs(Math.Clamp(a, 0, 255) - b)).ToArray();
        Assert.True(differences.Average() < 0.5, $"mean difference {differences.Average()}");
        Assert.True(picture.Pixels.Zip(expected.Pixels, (a, b) => Math.Abs(a - b)).Average() > 3 * differences.Average() - 0.5);
    }

    [Fact]
    public void An_even_plane_is_not_changed_at_best_quality()
    {
        var plane = Enumerable.Repeat(77f, 256).ToArray();
        new BlockCompression(100).Apply(plane, 16, isChroma: true);
        Assert.All(plane, p => Assert.Equal(77f, p, 1e-3));
    }

    [Fact]
    public void Compressing_again_changes_nothing()
    {
        var random = new PortableRandom(1);
        var once = Enumerable.Range(0, 256).Select(_ => random.Between(40f, 200f)).ToArray();
        var compression = new BlockCompression(60);
        compression.Apply(once, 16, isChroma: false);
        var twice = (float[])once.Clone();
        compression.Apply(twice, 16, isChroma: false);
        Assert.All(once.Zip(twice), pair => Assert.Equal(pair.First, pair.Second, 1e-2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_quality_outside_1_to_100_is_refused(int quality) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockCompression(quality));
}
