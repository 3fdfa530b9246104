using MicroExpressions.Cli.Benchmarks;

namespace MicroExpressions.Cli.Tests.Benchmarks;

public class TimingTests
{
    [Fact]
    public void The_median_is_the_middle_and_the_spread_half_the_distance_of_the_quartiles() =>
        Assert.Equal(new Timing(3, 1), Timing.Of([5, 1, 4, 2, 3]));

    [Fact]
    public void Between_two_measurements_quartiles_are_interpolated() => Assert.Equal(new Timing(2.5, 0.75), Timing.Of([4, 1, 3, 2]));

    [Fact]
    public void One_measurement_has_no_spread() => Assert.Equal(new Timing(7, 0), Timing.Of([7]));

    [Fact]
    public void An_outlier_moves_neither() => Assert.Equal(new Timing(3, 1), Timing.Of([5000, 1, 4, 2, 3]));
}
