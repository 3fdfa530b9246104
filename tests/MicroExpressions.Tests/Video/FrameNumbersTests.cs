using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class FrameNumbersTests
{
    [Theory]
    [InlineData(new[] { 10 }, "10")]
    [InlineData(new[] { 10, 12, 13, 14, 20 }, "10, 12–14, 20")]
    [InlineData(new int[0], "")]
    public void Numbers_are_listed_as_ranges(int[] numbers, string expected) => Assert.Equal(expected, FrameNumbers.Text(numbers));

    [Fact]
    public void Of_very_many_ranges_the_rest_is_counted()
        => Assert.EndsWith(", 199 and 7 ranges more", FrameNumbers.Text(Enumerable.Range(0, 107).Select(i => 2 * i + 1)));
}
