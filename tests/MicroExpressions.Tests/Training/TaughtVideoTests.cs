using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

public class TaughtVideoTests
{
    private static readonly SpottingVideo Video = SmallSpotting.Videos(1)[0];

    [Theory]
    [InlineData(Supervision.Video, 0, 0)]
    [InlineData(Supervision.Point, 2, 0)]
    [InlineData(Supervision.Full, 2, 2)]
    public void A_method_gets_no_more_than_its_supervision_tells(Supervision supervision, int points, int intervals)
    {
        TaughtVideo taught = TaughtVideo.Of(Video, supervision, new PointLabels());

        Assert.Equal((points, intervals, 0), (taught.Points.Count, taught.Intervals.Count, taught.Video.Intervals.Count));
        Assert.Equal([SnippetClass.Micro, SnippetClass.Macro], taught.Classes);
        Assert.Equal([1, 1], taught.Presence);
    }

    [Fact]
    public void The_points_are_those_that_the_draw_gives() =>
        Assert.Equal(Video.Points(new PointLabels { Seed = 7 }), TaughtVideo.Of(Video, Supervision.Point, new PointLabels { Seed = 7 }).Points);

    [Fact]
    public void A_video_without_labels_does_not_teach()
    {
        var e = Assert.Throws<InputException>(() => TaughtVideo.Check([TaughtVideo.Of(Video with { Intervals = [] }, Supervision.Video, new PointLabels())]));

        Assert.Contains(Video.Name, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_kinds_have_to_be_taught()
    {
        var e = Assert.Throws<InputException>(() => TaughtVideo.Check([TaughtVideo.Of(Video with { Intervals = [Video.Intervals[0]] }, Supervision.Full, new PointLabels())]));

        Assert.Contains("no macro-expression", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_of_another_width_are_refused_by_the_videos_name()
    {
        SpottingVideo wide = SmallSpotting.Videos(2)[1];
        wide = wide with { Features = wide.Features with { Rgb = new(wide.Features.Snippets, 5, new float[wide.Features.Snippets * 5]) } };

        var e = Assert.Throws<InputException>(() => TaughtVideo.Check([.. new[] { Video, wide }.Select(v => TaughtVideo.Of(v, Supervision.Full, new PointLabels()))]));

        Assert.Contains($"video {wide.Name}", e.Message, StringComparison.Ordinal);
    }
}
