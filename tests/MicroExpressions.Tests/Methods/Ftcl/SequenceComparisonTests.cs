using MicroExpressions.Methods.Ftcl;

namespace MicroExpressions.Tests.Methods.Ftcl;

public class SequenceComparisonTests
{
    private const int Rows = 4, Columns = 3;

    private static readonly float[] Match = Numbers(1), Gap = Numbers(2);

    /// <summary>Slow and obvious: the recursion as it stands, in double precision.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    public void The_smooth_alignment_is_the_recursion(double gamma)
    {
        Assert.Equal(Recursion(Match, Gap, gamma, Rows, Columns), SmoothAlignment.Of(Match, Gap, Columns, gamma).Score, 1e-12);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    public void The_alignments_gradient_is_its_slope(double gamma)
    {
        (_, float[] toMatch, float[] toGap) = SmoothAlignment.Of(Match, Gap, Columns, gamma);
        for (int i = 0; i < Match.Length; i++)
        {
            Assert.Equal(Slope(Match, i, at => Recursion(at, Gap, gamma, Rows, Columns)), toMatch[i], 2e-3);
            Assert.Equal(Slope(Gap, i, at => Recursion(Match, at, gamma, Rows, Columns)), toGap[i], 2e-3);
        }

        static double Slope(float[] values, int element, Func<float[], double> of)
        {
            float[] more = [.. values], less = [.. values];
            more[element] += 1e-3f;
            less[element] -= 1e-3f;
            return (of(more) - of(less)) / ((double)more[element] - less[element]);
        }
    }

    [Fact]
    public void A_hard_maximum_takes_the_best_way()
    {
        // two matches along the diagonal are worth 2, every gap costs 5
        float[] match = [1, -1, -1, 1], gap = [-5, -5, -5, -5];
        Assert.Equal(2, SmoothAlignment.Of(match, gap, 2, gamma: 1e-3).Score, 2e-3);
    }

    /// <summary>Similarities above 0.9 only along the diagonal and one cell that would leave two of them out.</summary>
    [Fact]
    public void The_subsequence_takes_what_is_alike_in_the_same_order()
    {
        float[] similarity =
        [
            0.95f, 0.1f, 0.2f, 0.3f,
            0.2f, 0.5f, 0.97f, 0.1f,
            0.1f, 0.3f, 0.2f, 0.93f,
        ];
        Assert.Equal([1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1], CommonSubsequence.Of(similarity, 4, 0.9));
        Assert.Equal(new float[12], CommonSubsequence.Of(similarity, 4, 0.99));
    }

    /// <summary>Random similarities: what the marks sum to is the recursion's value, and the marks go forward in both videos.</summary>
    [Fact]
    public void The_marks_sum_to_the_recursions_value_and_go_forward()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            float[] s = [.. Enumerable.Range(0, 42).Select(_ => (float)random.NextDouble())];
            float[] taken = CommonSubsequence.Of(s, 7, 0.7);
            var cells = Enumerable.Range(0, 42).Where(i => taken[i] == 1).Select(i => (Row: i / 7, Column: i % 7)).ToList();
            Assert.All(cells.Zip(cells.Skip(1)), p => Assert.True(p.Second.Row > p.First.Row && p.Second.Column > p.First.Column));
            Assert.Equal(Longest(s, 6, 7), cells.Sum(c => (double)s[7 * c.Row + c.Column]), 1e-5);
        }

        static double Longest(float[] s, int i, int j) => i == 0 || j == 0 ? 0
            : s[7 * (i - 1) + j - 1] > 0.7 ? Longest(s, i - 1, j - 1) + s[7 * (i - 1) + j - 1] : Math.Max(Longest(s, i - 1, j), Longest(s, i, j - 1));
    }

    [Fact]
    public void What_is_no_matrix_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SmoothAlignment.Of(new float[6], new float[6], 4, 0.1));
        Assert.Throws<ArgumentException>(() => SmoothAlignment.Of(new float[6], new float[5], 3, 0.1));
        Assert.Throws<ArgumentException>(() => CommonSubsequence.Of(new float[7], 3, 0.9));
    }

    private static double Recursion(float[] m, float[] g, double gamma, int i, int j)
    {
        if (i == 0 || j == 0)
            return 0;
        int cell = (i - 1) * Columns + j - 1;
        double diagonal = Recursion(m, g, gamma, i - 1, j - 1), down = g[cell] + Recursion(m, g, gamma, i - 1, j), right = g[cell] + Recursion(m, g, gamma, i, j - 1);
        return m[cell] + gamma * Math.Log(Math.Exp(diagonal / gamma) + Math.Exp(down / gamma) + Math.Exp(right / gamma));
    }

    private static float[] Numbers(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Rows * Columns).Select(_ => (float)(2 * random.NextDouble() - 1))];
    }
}
