using MicroExpressions.Features;

namespace MicroExpressions.Tests.Features;

public class SnippetMatrixTests
{
    private static readonly SnippetMatrix Matrix = new(5, 2, [0, 1, 10, 11, 20, 21, 30, 31, 40, 41]);

    [Fact]
    public void A_row_is_one_snippet() => Assert.Equal([30f, 31], Matrix.Row(3).ToArray());

    [Theory]
    [InlineData(1, new[] { 0f, 10, 20, 30, 40 })]
    [InlineData(2, new[] { 0f, 20, 40 })]
    [InlineData(3, new[] { 0f, 30 })]
    [InlineData(9, new[] { 0f })]
    public void Every_nth_row_begins_with_the_first(int step, float[] firstColumn)
    {
        SnippetMatrix kept = Matrix.Every(step);
        Assert.Equal(firstColumn, Enumerable.Range(0, kept.Snippets).Select(t => kept.Row(t)[0]));
    }

    [Fact]
    public void Values_must_fill_the_shape() => Assert.Throws<ArgumentException>(() => new SnippetMatrix(2, 3, new float[5]));
}
