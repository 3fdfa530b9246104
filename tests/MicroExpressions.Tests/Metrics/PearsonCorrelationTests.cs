using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class PearsonCorrelationTests
{
    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void Equals_scipy(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Pearson, PearsonCorrelation.Of(c.X, c.Y), 1e-12);
    }

    /// <summary>The mean of 0.1, 0.1, … summed from zero is not 0.1: rounding would pass for variance.</summary>
    [Fact]
    public void A_constant_has_no_correlation() =>
        Assert.Equal(double.NaN, PearsonCorrelation.Of([.. Enumerable.Repeat(0.1, 16)], [.. Enumerable.Range(0, 16)]));
}
