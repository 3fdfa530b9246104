using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class VideoScalingTests
{
    private static readonly int[] Lengths = [7, 4];

    [Fact]
    public void Each_feature_of_each_video_gets_mean_0_and_deviation_1_over_its_own_snippets()
    {
        using var scope = NewDisposeScope();
        float[,,] scaled = Scaled(Features());
        for (int b = 0; b < 2; b++)
            for (int d = 0; d < 3; d++)
            {
                double[] own = [.. Enumerable.Range(0, Lengths[b]).Select(t => (double)scaled[b, t, d])];
                Assert.Equal(0, own.Average(), 5);
                Assert.Equal(1, own.Average(x => x * x), 4);
            }
    }

    [Fact]
    public void What_was_filled_up_does_not_count_and_is_0()
    {
        using var scope = NewDisposeScope();
        Tensor features = Features(), otherFilling = features.clone();
        otherFilling[1, 4..].fill_(1000);
        float[,,] scaled = Scaled(features), same = Scaled(otherFilling);
        Assert.Equal(scaled, same);
        Assert.Equal(0, scaled[1, 5, 2]);
    }

    [Fact]
    public void Another_light_or_a_larger_face_changes_nothing()
    {
        using var scope = NewDisposeScope();
        float[,,] scaled = Scaled(Features()), same = Scaled(Features() * 3 + 5);
        for (int t = 0; t < 7; t++)
            Assert.Equal(scaled[0, t, 1], same[0, t, 1], 3);
    }

    [Fact]
    public void A_feature_that_never_changes_is_0()
    {
        using var scope = NewDisposeScope();
        Tensor features = Features();
        features[0, .., 1].fill_(0.3f);
        float[,,] scaled = Scaled(features);
        for (int t = 0; t < 7; t++)
            Assert.Equal(0, scaled[0, t, 1], 2);
    }

    private static Tensor Features() => rand(2, 7, 3, dtype: float32, generator: new Generator(3)) * SpotterInput.MaskOf(Lengths, 7).unsqueeze(2);

    private static float[,,] Scaled(Tensor features)
    {
        float[] flat = VideoScaling.Of(features, SpotterInput.MaskOf(Lengths, 7)).contiguous().data<float>().ToArray();
        var cube = new float[2, 7, 3];
        Buffer.BlockCopy(flat, 0, cube, 0, flat.Length * sizeof(float));
        return cube;
    }
}
