using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class SpotterInputTests
{
    private static readonly SpottingVideo[] Videos = SmallSpotting.Videos();

    private static SpotterInput Padded(params int[] videos) => SpotterInput.Pad([.. videos.Select(v => Videos[v].Features)]);

    [Fact]
    public void Some_of_the_videos_are_what_these_alone_would_be()
    {
        using var scope = NewDisposeScope();
        SpotterInput chosen = Padded(0, 1, 2, 3).Select([2, 0]), alone = Padded(2, 0);
        Assert.Equal(alone.Lengths, chosen.Lengths);
        foreach ((Tensor expected, Tensor found) in new[] { (alone.Rgb, chosen.Rgb), (alone.Flow, chosen.Flow), (alone.Mask, chosen.Mask) })
        {
            Assert.Equal(expected.shape, found.shape);
            Assert.Equal(expected.data<float>().ToArray(), found.data<float>().ToArray());
        }
        Assert.Contains("4", Assert.Throws<InputException>(() => Padded(0, 1).Select([4])).Message);
    }

    [Fact]
    public void A_network_that_scales_videos_leaves_those_that_are_scaled_already()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var spotter = new ExpressionSpotter(SmallSpotting.Method.Model with { VideoScaling = true });
        spotter.eval();
        SpotterInput raw = Padded(0, 1), scaled = raw.Scaled();
        Assert.Equal(spotter.call(raw).ActivationMap.data<float>().ToArray(), spotter.call(scaled).ActivationMap.data<float>().ToArray());
        Assert.Same(scaled, scaled.Scaled());
        Assert.True(scaled.Select([1]).OnOwnScale);
    }
}
