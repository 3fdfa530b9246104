using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class SpearmanCorrelationTests
{
    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void Equals_scipy(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Spearman, SpearmanCorrelation.Of(c.X, c.Y), 1e-12);
    }

    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void By_sorting_equals_scipy_at_every_length(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Spearman, SpearmanCorrelation.BySorting(c.X, c.Y), 1e-12);
    }

    [Fact]
    public void A_constant_has_no_correlation() => Assert.Equal(double.NaN, SpearmanCorrelation.Of([1, 1, 1], [1, 2, 3]));
}
