using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class IntervalOverlapTests
{
    private static ExpressionInterval Interval(int onset, int offset) => new("s", "v", ExpressionKind.Macro, onset, null, offset, 30);

    private static Detection Detection(double onset, double offset) => new("s", "v", onset, offset, 1);

    /// <summary>Frames 3..6 of 1..8 are in both: 4 of 8.</summary>
    [Theory]
    [InlineData(3, 8, 1, 6, 0.5), InlineData(1, 8, 3, 6, 0.5)]
    [InlineData(3, 6, 3, 6, 1), InlineData(7, 7, 7, 7, 1), InlineData(4, 6, 1, 3, 0)]
    public void Both_ends_belong_to_an_interval(int start, int end, int onset, int offset, double expected) =>
        Assert.Equal(expected, IntervalOverlap.Of(Detection(start, end), Interval(onset, offset)));

    /// <summary>10.99..19.99 truncated to 10..19.</summary>
    [Fact]
    public void Ends_are_truncated_to_frames() => Assert.Equal(1, IntervalOverlap.Of(Detection(10.99, 19.99), Interval(10, 19)));

    /// <summary>5 of 10 frames, then 5 of 11.</summary>
    [Theory, InlineData(10, true), InlineData(11, false)]
    public void Eq19_half_the_frames_in_common_make_a_true_positive_and_less_do_not(int end, bool expected) =>
        Assert.Equal(expected, IntervalOverlap.IsTruePositive(Detection(1, end), Interval(1, 5)));

    [Fact]
    public void Equals_the_share_of_common_frames_where_intervals_touch() => Prop.ForAll(
        Gen.Choose(1, 40).Four().ToArbitrary(),
        ends =>
        {
            int start = Math.Min(ends.Item1, ends.Item2), end = Math.Max(ends.Item1, ends.Item2);
            int onset = Math.Min(ends.Item3, ends.Item4), offset = Math.Max(ends.Item3, ends.Item4);
            var detected = Enumerable.Range(start, end - start + 1).ToHashSet();
            var labelled = Enumerable.Range(onset, offset - onset + 1).ToHashSet();
            int common = detected.Intersect(labelled).Count();
            double overlap = IntervalOverlap.Of(Detection(start, end), Interval(onset, offset));
            return common == 0 ? overlap <= 0 : overlap == common / (double)detected.Union(labelled).Count();
        }).QuickCheckThrowOnFailure();
}
