using MicroExpressions.Methods;
using MicroExpressions.Methods.LgsNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.LgsNet;

public class LgsNetNetworkTests
{
    [Fact]
    public void Network_losses_and_proposals_are_the_authors()
    {
        var method = new LgsNetMethod();
        method = method with { Pyramid = PyramidGolden.Small(method.Pyramid, 16), Loss = method.Loss with { Beta = 0.111 } };
        using PyramidNetwork network = method.Network(6);
        PyramidGolden.Of("lgsnet").Check(network, method.Pyramid, method.Loss, SnippetClass.Background);
    }

    [Fact]
    public void Norms_begin_as_they_should()
    {
        using PyramidNetwork network = new LgsNetMethod { Pyramid = PyramidGolden.Small(new LgsNetMethod().Pyramid, 16) }.Network(6);
        var norms = network.named_parameters().Where(p => p.name.Contains("norm", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(norms);
        Assert.All(norms, p => Assert.True(p.parameter.eq(p.name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0).all().item<bool>(), p.name));
    }

    [Fact]
    public void Background_is_drawn_from_windows_without_an_expression()
    {
        // an expression of 2 snippets at the start of 100: of 22 windows one or two hold it
        TaughtVideo[] videos = [.. SmallSpotting.Videos(2).Select((v, i) => TaughtVideo.Of(
            v with { Frames = 801, Features = v.Features with { Rgb = new(100, 6, new float[600]), Flow = new(100, 6, new float[600]) }, Intervals = [v.Intervals[i]] },
            Supervision.Full, new()))];
        var method = new LgsNetMethod();
        VideoWindow[] all = [.. VideoWindows.All(videos, method.Pyramid)];
        IReadOnlyList<VideoWindow> drawn = BackgroundWindows.Draw(videos, method.Pyramid, most: 3, new Random(1));

        Assert.Equal(3 * all.Count(w => w.Expressions.Count > 0), drawn.Count);
        Assert.Distinct(drawn.Select(w => (w.Video, w.First)));
        Assert.All(drawn, w =>
        {
            Assert.Empty(all.Single(other => (other.Video, other.First) == (w.Video, w.First)).Expressions);
            var made = Assert.Single(w.Expressions);
            Assert.Equal(SnippetClass.Background, made.Class);
            Assert.InRange(made.Segment.Length, 6, 64);      // 12 to 128 frames of two a step
            Assert.InRange(made.Segment.Start, 0, 64);
            Assert.InRange(made.Segment.End, 0, 64);
        });
    }
}
