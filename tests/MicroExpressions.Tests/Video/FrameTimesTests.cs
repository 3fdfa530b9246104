using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class FrameTimesTests
{
    // 2 frames at 10 a second, then 2 at 20, from 1 s on
    private static readonly FrameTimes Uneven = FrameTimes.Of([1, 1.1, 1.2, 1.25], statedRate: 16);

    [Fact]
    public void Times_count_from_the_first_frame_and_end_one_last_interval_after_the_last()
    {
        Assert.Equal([0, 0.1, 0.2, 0.25, 0.3], Enumerable.Range(0, 5).Select(i => Math.Round(Uneven.Seconds(i), 9)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uneven.Seconds(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Uneven.Seconds(-1));
    }

    [Fact]
    public void A_rate_that_varies_is_said_with_its_range_and_the_mean_is_frames_by_duration()
    {
        Assert.True(Uneven.Vary);
        Assert.Equal("10 to 20 a second", Uneven.ToString());
        Assert.Equal(4 / 0.3, Uneven.FramesPerSecond, 9);
    }

    [Fact]
    public void Even_frames_have_the_rate_and_its_multiples()
    {
        FrameTimes even = FrameTimes.Even(60, 24000 / 1001.0);
        Assert.Equal((false, "23.98 a second", 60 * 1001 / 24000.0), (even.Vary, even.ToString(), even.Seconds(60)));
    }

    // Matroska's times are whole milliseconds
    [Theory]
    [InlineData(30)]
    [InlineData(24000 / 1001.0)]
    [InlineData(240)]
    public void Times_rounded_to_milliseconds_are_even(double rate)
    {
        FrameTimes times = FrameTimes.Of([.. Enumerable.Range(0, 500).Select(i => Math.Round(i / rate, 3))], rate);
        Assert.Equal((false, rate, 499 / rate), (times.Vary, times.FramesPerSecond, times.Seconds(499)));
    }

    [Fact]
    public void Even_times_at_another_rate_than_stated_have_their_own_rate()
    {
        FrameTimes times = FrameTimes.Of([.. Enumerable.Range(0, 300).Select(i => i / 29.7)], statedRate: 30);
        Assert.False(times.Vary);
        Assert.Equal(29.7, times.FramesPerSecond, 9);
    }

    [Fact]
    public void One_frame_left_out_is_uneven() => Assert.Equal("15 to 30 a second", FrameTimes.Of([0, 1 / 30.0, 3 / 30.0, 4 / 30.0], 30).ToString());

    [Theory]
    [InlineData(0, 0.1, 0.1)]
    [InlineData(0, 0.2, 0.1)]
    [InlineData(0, double.NaN, 0.1)]
    public void Times_that_do_not_rise_are_refused(double a, double b, double c) => Assert.Throws<ArgumentException>(() => FrameTimes.Of([a, b, c], 30));

    [Fact]
    public void A_part_starts_at_zero_and_ends_where_the_next_frame_comes()
        => Assert.Equal([0, 0.1, 0.15], Enumerable.Range(0, 3).Select(i => Math.Round(Uneven.Part(1, 2).Seconds(i), 9)));

    [Fact]
    public void Every_other_frame_keeps_its_time()
        => Assert.Equal([0, 0.2, 0.3], Enumerable.Range(0, 3).Select(i => Math.Round(Uneven.EveryNth(2).Seconds(i), 9)));
}
