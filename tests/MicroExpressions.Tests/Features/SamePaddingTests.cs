using MicroExpressions.Features;

namespace MicroExpressions.Tests.Features;

public sealed class SamePaddingTests
{
    // TensorFlow 2: tf.nn.max_pool and tf.nn.conv, padding='SAME'; the rule of its documentation worked out by hand
    [Theory]
    [InlineData(224, 7, 2, 2, 3)]
    [InlineData(8, 7, 2, 2, 3)]
    [InlineData(9, 7, 2, 3, 3)]
    [InlineData(112, 3, 2, 0, 1)]
    [InlineData(7, 3, 1, 1, 1)]
    [InlineData(1, 3, 1, 1, 1)]
    [InlineData(1, 2, 2, 0, 1)]
    [InlineData(14, 2, 2, 0, 0)]
    [InlineData(5, 1, 1, 0, 0)]
    [InlineData(5, 1, 2, 0, 0)]
    public void The_odd_zero_stands_behind(long size, long kernel, long stride, long before, long behind)
        => Assert.Equal((before, behind), SamePadding.Along(size, kernel, stride));

    [Fact]
    public void A_clips_padding_names_the_last_axis_first()
        => Assert.Equal([2, 3, 3, 3, 0, 1], SamePadding.OfClip([1, 3, 4, 225, 224], [3, 7, 7], [2, 2, 2]));
}
