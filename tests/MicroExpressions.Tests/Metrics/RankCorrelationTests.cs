using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class RankCorrelationTests
{
    private static Arbitrary<double[]> Curve(int length) =>
        Gen.Choose(-1000, 1000).Select(i => i / 64.0).ArrayOf(length).Where(c => c.Distinct().Count() > 1).ToArbitrary();

    [Theory, InlineData(16), InlineData(200)]
    public void Only_the_order_counts(int length) => Prop.ForAll(
        Curve(length),
        Curve(length),
        (x, y) => RankCorrelation.Between(x, y) == RankCorrelation.Between([.. x.Select(v => Math.Exp(v / 8) + 3)], y))
        .QuickCheckThrowOnFailure();

    [Theory, InlineData(16), InlineData(200)]
    public void Symmetric_and_odd_under_reversal(int length) => Prop.ForAll(
        Curve(length),
        Curve(length),
        (x, y) =>
        {
            var (there, back) = (RankCorrelation.Between(x, y), RankCorrelation.Between(y, x));
            var turned = RankCorrelation.Between([.. x.Select(v => -v)], y);
            return Math.Abs(there.Spearman - back.Spearman) < 1e-14 && Math.Abs(there.Kendall - back.Kendall) < 1e-14
                && Math.Abs(there.Spearman + turned.Spearman) < 1e-14 && Math.Abs(there.Kendall + turned.Kendall) < 1e-14;
        }).QuickCheckThrowOnFailure();

    [Theory, InlineData(16), InlineData(200)]
    public void A_curve_agrees_fully_with_itself(int length) => Prop.ForAll(
        Curve(length),
        x => Math.Abs(RankCorrelation.Between(x, x).Spearman - 1) < 1e-14 && Math.Abs(RankCorrelation.Between(x, x).Kendall - 1) < 1e-14)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Curves_of_different_lengths_are_refused() =>
        Assert.Throws<ArgumentException>(() => RankCorrelation.Between([1, 2, 3], [1, 2]));

    [Fact]
    public void One_point_is_refused() => Assert.Throws<ArgumentException>(() => RankCorrelation.Between([1], [1]));

    [Theory, InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void A_value_that_is_not_finite_is_refused_by_its_position(double value)
    {
        var error = Assert.Throws<ArgumentException>(() => RankCorrelation.Between([1, 2, 3], [1, value, 2]));
        Assert.Contains("point 1", error.Message);
    }
}
