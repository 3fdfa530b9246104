using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class EveryNthFrameTests
{
    private static readonly GeneratedFrames Video = new(10, i => TestPictures.Flat(4, 3, (byte)i));

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 4)]
    [InlineData(5, 2)]
    [InlineData(11, 1)]
    public void The_first_of_every_n_frames_is_left_at_the_nth_part_of_the_rate(int step, int count)
    {
        using var thinned = new EveryNthFrame(Video, step);
        Assert.Equal((count, 30.0 / step), (thinned.Count, thinned.FramesPerSecond));
        Assert.Equal(Enumerable.Range(0, count).Select(i => i * step), Enumerable.Range(0, count).Select(i => (int)thinned.Read(i).Pixels[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => thinned.Read(count));
    }

    [Fact]
    public void Frames_that_are_left_keep_their_times()
    {
        var uneven = new GeneratedFrames(4, i => TestPictures.Flat(4, 3, (byte)i)) { Times = FrameTimes.Of([0, 0.1, 0.2, 0.25], 16) };
        FrameTimes times = new EveryNthFrame(uneven, 2).Times;
        Assert.Equal([0, 0.2, 0.3], Enumerable.Range(0, 3).Select(i => Math.Round(times.Seconds(i), 9)));
    }

    [Fact]
    public void A_step_is_at_least_one() => Assert.Throws<ArgumentOutOfRangeException>(() => new EveryNthFrame(Video, 0));
}
