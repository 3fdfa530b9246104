using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class VideoTimelineTests
{
    [Fact]
    public void A_spoilt_picture_is_replaced_by_the_one_before_and_at_the_beginning_by_the_first_good_one()
    {
        VideoTimeline timeline = VideoTimeline.Of(6, [0, 3, 4], [0, 1, 2, 3, 4, 5], lost: 0);
        Assert.Equal([1, 1, 2, 2, 2, 5], timeline.Shown);
        Assert.Equal([0, 3, 4], timeline.Missing);
        Assert.Equal([0.0, 1, 2, 3, 4, 5], timeline.Seconds);
    }

    [Fact]
    public void Lost_frames_are_put_where_time_passes_without_one()
    {
        VideoTimeline timeline = VideoTimeline.Of(5, [], [0, 1, 4, 5, 6], lost: 3);     // the third is lost at the end
        Assert.Equal([0, 1, 1, 1, 2, 3, 4], timeline.Shown);
        Assert.Equal([2, 3], timeline.Missing);
        Assert.Equal([0.0, 1, 2, 3, 4, 5, 6], timeline.Seconds);
    }

    [Theory]
    [InlineData(0)]     // the header knows of none: the rate varies
    [InlineData(1)]     // of too few for the gap
    public void A_gap_that_the_header_does_not_explain_stays_one(int lost)
        => Assert.Empty(VideoTimeline.Of(5, [], [0, 1, 4, 5, 6], lost).Missing);

    [Fact]
    public void Without_times_lost_frames_have_no_place()
        => Assert.Equal([0, 1, 2], VideoTimeline.Of(3, [], [], lost: 2).Shown);

    [Fact]
    public void Many_gaps_are_a_varying_rate()
    {
        Assert.Equal([(1, 2)], VideoTimeline.FewGaps([0, 1, 4, 5, 6]));
        Assert.Empty(VideoTimeline.FewGaps([0, 1, 4, 5, 6, 9, 10]));
    }
}
