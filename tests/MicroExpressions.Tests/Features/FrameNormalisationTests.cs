using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

public class FrameNormalisationTests
{
    [Fact]
    public void Torchvisions_takes_off_a_mean_and_divides_by_a_deviation()
    {
        using var scope = NewDisposeScope();
        using var normalisation = FrameNormalisation.Torchvision();
        Tensor normalised = normalisation.Of(full([1, 3, 2, 2], 128, dtype: uint8), CPU);
        float[] expected = [(128f / 255 - 0.485f) / 0.229f, (128f / 255 - 0.456f) / 0.224f, (128f / 255 - 0.406f) / 0.225f];
        for (int c = 0; c < 3; c++)
            Assert.Equal(expected[c], normalised[0, c, 1, 1].item<float>(), 5);
    }

    [Fact]
    public void The_packaged_one_turns_the_channels_round_and_takes_off_the_mean_picture()
    {
        using var scope = NewDisposeScope();
        var package = PackagedResNet18.Here();
        using var normalisation = FrameNormalisation.Packaged(package);
        Tensor mean = package.ReadMeanPicture(), pixels = randint(0, 256, [2, 3, 224, 224], dtype: uint8), normalised = normalisation.Of(pixels, CPU);
        for (int c = 0; c < 3; c++)
            Assert.Equal(pixels[1, 2 - c, 17, 40].to(float32).item<float>() - mean[c, 17, 40].item<float>(), normalised[1, c, 17, 40].item<float>());
    }

    [Fact]
    public void At_half_the_size_the_mean_picture_is_the_mean_of_four_pixels()
    {
        // halving bilinearly, each new pixel lies in the middle of four: their mean
        using var scope = NewDisposeScope();
        var package = PackagedResNet18.Here();
        using var normalisation = FrameNormalisation.Packaged(package);
        Tensor mean = package.ReadMeanPicture(), normalised = normalisation.Of(zeros([1, 1, 3, 112, 112]), CPU);
        float four = mean.narrow(1, 60, 2).narrow(2, 100, 2).mean([1, 2])[0].item<float>();
        Assert.Equal(-four, normalised[0, 0, 0, 30, 50].item<float>(), 3);
    }

    [Fact]
    public void The_pixels_stay_as_they_are()
    {
        using var scope = NewDisposeScope();
        using var normalisation = FrameNormalisation.Torchvision();
        Tensor pixels = full([1, 3, 2, 2], 7f);
        normalisation.Of(pixels, CPU);
        Assert.Equal(7, pixels.max().item<float>());
        Assert.Equal(7, pixels.min().item<float>());
    }
}
