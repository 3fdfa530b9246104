using System.Runtime.Intrinsics;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class CameraTests
{
    [Fact]
    public void Without_noise_and_compression_grey_light_comes_out_as_its_root()
    {
        var picture = Enumerable.Range(0, 32 * 32).Select(i => Vector128.Create(i / 1023f)).ToArray();
        var frame = new Camera(noise: 0, quality: 0, channels: 3).Expose(picture, 32, new PortableRandom(1));
        for (var i = 0; i < picture.Length; i++)
            for (var c = 0; c < 3; c++)
                Assert.Equal(255 * Math.Sqrt(i / 1023.0), frame.Pixels[3 * i + c], 0.51);
    }

    [Fact]
    public void Noise_has_the_stated_deviation_whatever_the_brightness()
    {
        foreach (var light in new[] { 0.1f, 0.3f, 0.7f })
        {
            var picture = Enumerable.Repeat(Vector128.Create(light), 128 * 128).ToArray();
            var frame = new Camera(noise: 4, quality: 0, channels: 1).Expose(picture, 128, new PortableRandom(9));
            var mean = frame.Pixels.Average(p => (double)p);
            var deviation = Math.Sqrt(frame.Pixels.Average(p => (p - mean) * (p - mean)));
            Assert.Equal(255 * Math.Sqrt(light), mean, 0.2);
            Assert.InRange(deviation, 3.3, 4.1);
        }
    }

    [Fact]
    public void Pictures_whose_sides_are_no_multiples_of_16_keep_their_size()
    {
        var picture = Enumerable.Repeat(Vector128.Create(0.25f), 50 * 50).ToArray();
        var frame = new Camera(noise: 0, quality: 90, channels: 3).Expose(picture, 50, new PortableRandom(1));
        Assert.Equal((50, 50, 3), (frame.Width, frame.Height, frame.Channels));
        Assert.All(frame.Pixels, p => Assert.InRange(p, 126, 129));
    }
}
