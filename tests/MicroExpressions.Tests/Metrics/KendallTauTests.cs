using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class KendallTauTests
{
    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void Equals_scipy(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Kendall, KendallTau.Of(c.X, c.Y), 1e-12);
    }

    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void By_sorting_equals_scipy_at_every_length(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Kendall, KendallTau.BySorting(c.X, c.Y), 1e-12);
    }

    /// <summary>Pairs: 12 up/up, 13 up/down, 23 up/down → (1 − 2)/3.</summary>
    [Fact]
    public void One_concordant_and_two_discordant_of_three_pairs_give_minus_a_third() =>
        Assert.Equal(-1 / 3.0, KendallTau.Of([1, 2, 3], [2, 3, 1]), 1e-15);

    [Fact]
    public void A_constant_has_no_correlation() => Assert.Equal(double.NaN, KendallTau.Of(new double[100], [.. Enumerable.Range(0, 100)]));
}
