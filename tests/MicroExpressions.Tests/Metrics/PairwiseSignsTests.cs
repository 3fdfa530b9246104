using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class PairwiseSignsTests
{
    /// <summary>Two curves of 2 to 64 points with many ties.</summary>
    private static Arbitrary<(double[] X, double[] Y)> Curves() =>
    (
        from length in Gen.Choose(2, PairwiseSigns.MaximumLength)
        from levels in Gen.Choose(1, 40)
        from x in Gen.Choose(-levels, levels).Select(i => i / 7.0).ArrayOf(length)
        from y in Gen.Choose(-levels, levels).Select(i => i / 3.0).ArrayOf(length)
        select (x, y)
    ).ToArbitrary();

    [Fact]
    public void The_vectorised_sums_are_exactly_the_scalar_ones() => Prop.ForAll(
        Curves(), c => PairwiseSigns.Of(c.X, c.Y) == PairwiseSigns.Scalar(c.X, c.Y)).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_of_signs_are_twice_the_centred_average_ranks() => Prop.ForAll(
        Curves(),
        c =>
        {
            double centre = (c.X.Length + 1) / 2.0;
            return PairwiseSigns.Of(c.X, c.Y).RankSquareX == AverageRanks.Of(c.X).Sum(r => 4 * (r - centre) * (r - centre));
        }).QuickCheckThrowOnFailure();
}
