using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class AverageRanksTests
{
    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void Ranks_are_those_of_scipy_rankdata(string name) =>
        Assert.Equal(CurveGolden.Named(name).Ranks, AverageRanks.Of(CurveGolden.Named(name).X));

    [Fact]
    public void Equal_values_share_the_average_of_their_ranks() =>
        Assert.Equal([1, 3.5, 3.5, 2, 5], AverageRanks.Of([0.1, 0.7, 0.7, 0.2, 0.9]));
}
