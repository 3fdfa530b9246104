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
    public void Columns_are_the_same_part_of_each_row()
        => Assert.Equal([1f, 11, 21, 31, 41], Matrix.Columns(1, 1).Values);

    [Fact]
    public void Values_that_are_no_numbers_are_counted_and_the_first_is_named_by_row_and_column()
    {
        var matrix = new SnippetMatrix(2, 3, [0, 1, 2, 3, float.NegativeInfinity, float.NaN]);
        var e = Assert.Throws<InputException>(() => matrix.Finite("a.npz", "Extract again."));
        Assert.Equal(("a.npz, row 1, column 1 (counted from 0)", "-Infinity, the first of 2 such values"), (e.Place, e.Found));
        Assert.Same(Matrix, Matrix.Finite("a.npz", "Extract again."));
    }

    [Fact]
    public void Values_must_fill_the_shape() => Assert.Throws<ArgumentException>(() => new SnippetMatrix(2, 3, new float[5]));
}
