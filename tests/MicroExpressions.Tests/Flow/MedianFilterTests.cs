using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public unsafe class MedianFilterTests
{
    [Theory]
    [InlineData(40, 30)]
    [InlineData(17, 7)]
    [InlineData(4, 3)]
    [InlineData(1, 1)]
    [InlineData(9, 1)]
    [InlineData(1, 9)]
    public void It_is_the_middle_of_the_25_sorted_pixels(int width, int height)
    {
        var random = new Random(width + 100 * height);
        // Few distinct values, so that ties are common too.
        var image = ScalarTvL1.Each(width, height, (_, _) => random.Next(40) / 8.0);
        var level = new FlowLevel(width, height);
        for (int i = 0; i < width * height; i++)
            level.Row(FlowLevel.U2, i / width)[i % width] = (float)image[i / width, i % width];
        new MedianFilter(width).Run<Lanes256>(level, FlowLevel.U2);
        var expected = ScalarMedian.Filter(image);
        for (int i = 0; i < width * height; i++)
            Assert.Equal(expected[i / width, i % width], level.Row(FlowLevel.U2, i / width)[i % width]);
    }

    [Fact]
    public void Windows_of_zeros_and_ones_have_the_right_median()
    {
        // The zero-one principle: a network of minima and maxima that is right on all 2^25 windows of zeros and ones is right on
        // all windows. 700 random pictures hold 2.5 million of them, most with the 9 to 16 ones where the median is decided.
        var random = new Random(5);
        var level = new FlowLevel(64, 64);
        var filter = new MedianFilter(64);
        for (int picture = 0; picture < 700; picture++)
        {
            var bits = new int[64, 64];
            for (int i = 0; i < 64 * 64; i++)
                level.Row(FlowLevel.U1, i / 64)[i % 64] = bits[i / 64, i % 64] = random.Next(2);
            filter.Run<Lanes256>(level, FlowLevel.U1);
            for (int y = 2; y < 62; y++)
            {
                for (int x = 2; x < 62; x++)
                {
                    int ones = 0;
                    for (int k = 0; k < 25; k++)
                        ones += bits[y - 2 + k / 5, x - 2 + k % 5];
                    if (level.Row(FlowLevel.U1, y)[x] != (ones >= 13 ? 1 : 0))
                        Assert.Fail($"window around {x}, {y} of picture {picture} with {ones} ones");
                }
            }
        }
    }
}
