using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class SeedDifferenceTests
{
    [Theory]
    [InlineData(0.05, 0.02, "+0.050")]
    [InlineData(-0.05, 0.02, "−0.050")]
    [InlineData(0.04, 0.02, "nothing (+0.040)")]
    [InlineData(-0.01, 0.02, "nothing (−0.010)")]
    public void A_difference_is_told_from_nothing_beyond_two_standard_errors(double value, double error, string expected) =>
        Assert.Equal(expected, new SeedDifference(value, error).ToString());

    [Fact]
    public void One_seed_tells_nothing_of_the_scatter()
    {
        Assert.Equal("+0.300, one seed", new SeedDifference(0.3, null).ToString());
        Assert.False(new SeedDifference(0.3, null).Told);
    }
}
