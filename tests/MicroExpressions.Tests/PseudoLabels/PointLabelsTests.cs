using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class PointLabelsTests
{
    private static ExpressionInterval Interval(int onset, int offset, int? apex = null, string video = "v1") =>
        new("s1", video, ExpressionKind.Macro, onset, apex, offset, 30);

    [Fact]
    public void Every_point_lies_in_its_expression() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<NonNegativeInt>(), Gen.Elements(Enum.GetValues<PointPosition>()).ToArbitrary(),
            (onset, length, position) =>
            {
                int frame = new PointLabels { Position = position, Seed = (ulong)length.Get }.Of(Interval(onset.Get, onset.Get + length.Get)).Frame;
                return frame >= onset.Get && frame <= onset.Get + length.Get;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_draw_depends_on_the_seed_and_the_expression_alone()
    {
        var labels = new PointLabels { Seed = 7 };
        Assert.Equal(labels.Of(Interval(10, 300)), new PointLabels { Seed = 7 }.Of(Interval(10, 300)));
        Assert.NotEqual(labels.Of(Interval(10, 300)).Frame, (labels with { Seed = 8 }).Of(Interval(10, 300)).Frame);
        Assert.NotEqual(labels.Of(Interval(10, 300)).Frame, labels.Of(Interval(10, 300, video: "v2")).Frame);
    }

    [Fact]
    public void Random_points_are_uniform()
    {
        // 4000 draws from 4 frames: 1000 each, standard deviation √(4000·¼·¾) = 27
        int[] counts = [.. Frames(PointPosition.Random, 4000, 4).GroupBy(f => f).OrderBy(g => g.Key).Select(g => g.Count())];
        Assert.Equal(4, counts.Length);
        Assert.All(counts, c => Assert.InRange(c, 860, 1140));
    }

    [Fact]
    public void A_bias_puts_half_of_the_points_into_the_first_or_last_quarter()
    {
        Assert.InRange(Frames(PointPosition.TowardsOnset, 4000, 100).Count(f => f < 25), 1850, 2150);
        Assert.InRange(Frames(PointPosition.TowardsOffset, 4000, 100).Count(f => f >= 75), 1850, 2150);
    }

    [Fact]
    public void The_apex_is_used_where_there_is_one_and_else_the_middle()
    {
        var labels = new PointLabels { Position = PointPosition.Apex };
        Assert.Equal(12, labels.Of(Interval(10, 20, apex: 12)).Frame);
        Assert.Equal(15, labels.Of(Interval(10, 20)).Frame);
        Assert.Equal(15, labels.Of(Interval(10, 20, apex: 0)).Frame);
    }

    [Fact]
    public void An_interval_that_ends_before_it_begins_is_named()
    {
        var e = Assert.Throws<InputException>(() => new PointLabels().Of(Interval(10, 9)));
        Assert.Contains("v1", e.Place);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 1)]
    [InlineData(16, 1)]
    [InlineData(17, 1)]    // the last frame: 17 frames make T = 2 snippets
    public void A_point_falls_into_the_snippet_of_its_frame(int frame, int snippet) =>
        Assert.Equal(new SnippetPoint(snippet, SnippetClass.Micro), new PointLabel(frame, ExpressionKind.Micro).In("v", 17, 8));

    [Theory]
    [InlineData(0)]
    [InlineData(18)]
    public void A_point_outside_its_video_is_named(int frame) =>
        Assert.Contains($"frame {frame}", Assert.Throws<InputException>(() => new PointLabel(frame, ExpressionKind.Micro).In("v", 17, 8)).Message);

    [Fact]
    public void A_video_shorter_than_a_snippet_is_named() =>
        Assert.Contains("8 frames", Assert.Throws<InputException>(() => new PointLabel(1, ExpressionKind.Micro).In("v", 8, 8)).Message);

    private static List<int> Frames(PointPosition position, int draws, int length) =>
        [.. Enumerable.Range(0, draws).Select(i => new PointLabels { Position = position, Seed = (ulong)i }.Of(Interval(0, length - 1)).Frame)];
}
