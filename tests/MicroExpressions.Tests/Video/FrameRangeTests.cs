using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class FrameRangeTests
{
    private static readonly GeneratedFrames Video = new(10, i => TestPictures.Flat(4, 3, (byte)i));

    [Fact]
    public void A_part_counts_from_its_own_beginning()
    {
        using var part = new FrameRange(Video, first: 3, count: 4);
        Assert.Equal((4, 4, 3, 30.0), (part.Count, part.Width, part.Height, part.FramesPerSecond));
        Assert.Equal([3, 4, 5, 6], Enumerable.Range(0, part.Count).Select(i => (int)part.Read(i).Pixels[0]));
    }

    [Fact]
    public void Its_frames_keep_their_distances_in_time()
    {
        var uneven = new GeneratedFrames(4, i => TestPictures.Flat(4, 3, (byte)i)) { Times = FrameTimes.Of([0, 0.1, 0.2, 0.25], 16) };
        FrameTimes times = new FrameRange(uneven, first: 1, count: 2).Times;
        Assert.Equal([0, 0.1, 0.15], Enumerable.Range(0, 3).Select(i => Math.Round(times.Seconds(i), 9)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_position_outside_the_part_is_refused_even_inside_the_whole(int position)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new FrameRange(Video, 3, 4).Read(position));

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(8, 3)]
    [InlineData(2, -1)]
    public void A_part_must_lie_inside_the_whole(int first, int count)
        => Assert.Throws<ArgumentOutOfRangeException>(() => new FrameRange(Video, first, count));
}
