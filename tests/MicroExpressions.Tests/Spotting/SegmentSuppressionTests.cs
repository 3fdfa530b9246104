using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Methods;

namespace MicroExpressions.Tests.Spotting;

public class SegmentSuppressionTests
{
    private static readonly (TemporalSegment, double)[] Proposals =
        [(new(3, 9), .3), (new(5, 12), .9), (new(4, 20), .5), (new(40, 52), .7), (new(42, 50), .6), (new(55, 70), .65), (new(80, 81), .1)];

    [Fact]
    public void What_stays_is_what_lgsnets_code_keeps()
    {
        double[][] kept = PyramidGolden.Of("lgsnet").Kept!;
        Assert.Equal(kept[0].Zip(kept[1], kept[2]).Select(k => (new TemporalSegment(k.First, k.Second), k.Third)), SegmentSuppression.Keep(Proposals, 0.01, 30));
    }

    [Fact]
    public void No_more_stay_than_asked_for() => Assert.Equal([.9, .7], SegmentSuppression.Keep(Proposals, 0.01, 2).Select(k => k.Score));
}
