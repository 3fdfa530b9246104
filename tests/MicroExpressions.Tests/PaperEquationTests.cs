namespace MicroExpressions.Tests;

public class PaperEquationTests
{
    [Fact]
    public void The_index_lists_the_triangle_as_equation_3_of_the_intensity_paper() =>
        Assert.Contains(new PaperEquation("Intensity", 3, "TriangularShape.Value"), PaperEquation.Index());

    [Fact]
    public void No_equation_is_claimed_by_two_members()
    {
        var claimedTwice = PaperEquation.Index().GroupBy(e => (e.Paper, e.Number)).Where(g => g.Count() > 1)
            .Select(g => $"{g.Key.Paper} ({g.Key.Number}): {string.Join(", ", g.Select(e => e.Member))}");
        Assert.Empty(claimedTwice);
    }

    [Fact]
    public void Every_mark_names_an_equation_that_the_papers_have() => Assert.All(
        PaperEquation.Index(),
        e => Assert.InRange(e.Number, 1, PaperEquation.Counts.GetValueOrDefault(e.Paper)));

    [Fact]
    public void Every_equation_of_PWES_is_computed_by_exactly_one_member() => Assert.Equal(
        Enumerable.Range(1, PaperEquation.Counts["PWES"]), PaperEquation.Index().Where(e => e.Paper == "PWES").Select(e => e.Number));

    [Fact]
    public void The_intensity_papers_equations_1_to_10_are_each_computed_once() =>
        Assert.Equal(Enumerable.Range(1, 10), PaperEquation.Index().Where(e => e.Paper == "Intensity").Select(e => e.Number));
}
