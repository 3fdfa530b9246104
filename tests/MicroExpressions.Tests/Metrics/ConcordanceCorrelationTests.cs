using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class ConcordanceCorrelationTests
{
    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void Equals_numpy(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Concordance, ConcordanceCorrelation.Of(c.X, c.Y), 1e-12);
    }

    /// <summary>x = 0, 1, 2 and y = x + 1: moments 2/3, 2/3, 2/3, distance 1 → (4/3)/(4/3 + 1).</summary>
    [Fact]
    public void A_shifted_copy_is_punished_though_it_correlates_fully() =>
        Assert.Equal(4 / 7.0, ConcordanceCorrelation.Of([0, 1, 2], [1, 2, 3]), 1e-15);

    [Fact]
    public void A_constant_has_no_concordance() => Assert.Equal(0, ConcordanceCorrelation.Of([2, 2, 2], [1, 2, 3]));
}
