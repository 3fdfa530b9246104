using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class FrameChangeTests
{
    [Fact]
    public void Grey_is_no_change_brighter_became_brighter_six_times_enlarged_and_clipped()
    {
        Frame before = new(4, 1, 1, [10, 10, 10, 200]), after = new(4, 1, 1, [10, 15, 5, 10]);
        Assert.Equal(new byte[] { 128, 158, 98, 0 }, FrameChange.Of(before, after).Pixels);
    }

    [Fact]
    public void Colour_counts_by_the_mean_of_its_channels() =>
        Assert.Equal(new byte[] { 140, 140, 140 }, FrameChange.Of(new Frame(1, 1, 3, [0, 0, 0]), new Frame(1, 1, 3, [3, 3, 0])).Pixels);

    [Fact]
    public void Pictures_of_different_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => FrameChange.Of(new Frame(2, 1, 1, new byte[2]), new Frame(1, 2, 1, new byte[2])));
}
