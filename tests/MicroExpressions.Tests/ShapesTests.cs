using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests;

public class ShapesTests
{
    [Fact]
    public void A_name_is_the_same_length_in_all_tensors()
    {
        using var scope = NewDisposeScope();
        Shapes.Expect("a loss", (zeros(2, 5), "A [B, T]"), (zeros(2, 5, 3), "S [B, T, 3]"));
        var error = Assert.Throws<InputException>(() => Shapes.Expect("a loss", (zeros(2, 5), "A [B, T]"), (zeros(2, 4, 3), "S [B, T, 3]")));
        Assert.Equal("a loss, S", error.Place);
        Assert.Equal("a tensor of shape [2, 4, 3]", error.Found);
        Assert.Equal("[B, T, 3] with B = 2, T = 5", error.Expected);
    }

    [Theory]
    [InlineData("[B, T]", new long[] { 2, 5 }, true)]
    [InlineData("[B, T]", new long[] { 2, 5, 1 }, false)]
    [InlineData("[B, T]", new long[] { 2 }, false)]
    [InlineData("[B, T]", new long[] { 2, 0 }, false)]
    [InlineData("[B, B]", new long[] { 2, 3 }, false)]
    [InlineData("[B, 3]", new long[] { 2, 3 }, true)]
    [InlineData("[B, 3]", new long[] { 2, 4 }, false)]
    [InlineData("[B, T≥2]", new long[] { 2, 2 }, true)]
    [InlineData("[B, T≥2]", new long[] { 2, 1 }, false)]
    [InlineData("[…, 3, H]", new long[] { 3, 4 }, true)]
    [InlineData("[…, 3, H]", new long[] { 7, 2, 3, 4 }, true)]
    [InlineData("[…, 3, H]", new long[] { 0, 3, 4 }, false)]
    [InlineData("[…, 3, H]", new long[] { 4 }, false)]
    [InlineData("[N, …, D]", new long[] { 2, 9, 3 }, true)]
    [InlineData("[N, …, D]", new long[] { 2 }, false)]
    [InlineData("[]", new long[0], true)]
    [InlineData("[]", new long[] { 1 }, false)]
    public void A_pattern_says_which_shapes_fit(string pattern, long[] shape, bool fits)
    {
        using Tensor x = zeros(shape);
        Assert.Equal(fits, Record.Exception(() => Shapes.Expect("it", (x, "x " + pattern))) is null);
    }

    [Fact]
    public void Places_and_lengths_are_within_the_tensor()
    {
        Shapes.ExpectWithin("it", "points", [0, 4], 5);
        Assert.Contains("it, points: found 5; expected 0 to 4", Assert.Throws<InputException>(() => Shapes.ExpectWithin("it", "points", [0, 5], 5)).Message);
        Assert.Throws<InputException>(() => Shapes.ExpectWithin("it", "points", [-1], 5));
        Shapes.ExpectLengths("it", [5, 1], 2, 5);
        Assert.Contains("[5, 6]", Assert.Throws<InputException>(() => Shapes.ExpectLengths("it", [5, 6], 2, 5)).Message);
        Assert.Throws<InputException>(() => Shapes.ExpectLengths("it", [5], 2, 5));
        Assert.Throws<InputException>(() => Shapes.ExpectLengths("it", [5, 0], 2, 5));
    }
}
