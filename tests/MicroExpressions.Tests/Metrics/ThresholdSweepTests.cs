using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using static MicroExpressions.Tests.Metrics.SpottingScoreTests;

namespace MicroExpressions.Tests.Metrics;

public class ThresholdSweepTests
{
    /// <summary>0.9 finds the macro-expression, 0.5 the micro-expression, 0.7 and 0.3 nothing.</summary>
    private static readonly ExpressionInterval[] Truth = [Macro(100, 160), Micro(300, 312)];
    private static readonly Detection[] Detections =
        [Detected(100, 160, 0.9), Detected(500, 510, 0.7), Detected(300, 312, 0.5), Detected(600, 610, 0.3)];

    [Fact]
    public void Every_threshold_that_makes_a_difference_is_tried_none_included() => Assert.Equal(
        [null, 0.3, 0.5, 0.7, 0.9], ThresholdSweep.Run(Truth, Detections, new()).Points.Select(p => p.Threshold));

    [Theory, InlineData(ScoringProtocol.Lab), InlineData(ScoringProtocol.OneToOne)]
    public void Each_point_is_the_score_at_its_threshold(ScoringProtocol protocol)
    {
        var options = new ScoringOptions { Protocol = protocol };
        Assert.All(
            ThresholdSweep.Run(Truth, Detections, options).Points,
            p => Assert.Equal(SpottingScore.Evaluate(Truth, Detections, options with { Threshold = p.Threshold }), p.Score));
    }

    /// <summary>Many detections of few scores: equal ones, videos with more than count, intervals found twice.</summary>
    [Theory, InlineData(ScoringProtocol.Lab), InlineData(ScoringProtocol.OneToOne)]
    public void Each_point_of_a_random_sweep_is_the_score_at_its_threshold(ScoringProtocol protocol)
    {
        var random = new Random(5);
        var options = new ScoringOptions { Protocol = protocol };
        Detection[] detections =
        [
            .. Truth.SelectMany(i => Enumerable.Range(0, 12).Select(_ => Detected(i.Onset + random.Next(8), i.Offset + random.Next(8), random.Next(6) / 10.0))),
            .. Enumerable.Range(0, 12).Select(n => Detected(1000 + 50 * n, 1010 + 50 * n, random.Next(6) / 10.0)),
        ];
        var sweep = ThresholdSweep.Run(Truth, detections, options);
        Assert.Equal(sweep.Points.Select(p => p.Threshold).Distinct().Count(), sweep.Points.Count);
        Assert.All(sweep.Points, p => Assert.Equal(SpottingScore.Evaluate(Truth, detections, options with { Threshold = p.Threshold }), p.Score));
    }

    /// <summary>F1 = 2·2/(3 + 2) at 0.3; F1(0.5): one of two short detections at 0.3.</summary>
    [Fact]
    public void The_best_overall_point_and_the_micro_figure_there()
    {
        var sweep = ThresholdSweep.Run(Truth, Detections, new());
        Assert.Equal((0.3, 0.8), (sweep.BestOnTestSet.Threshold, sweep.BestOnTestSet.Score.F1));
        Assert.Equal(2 / 3.0, sweep.F1AtBestOverall, 1e-15);
    }

    [Fact]
    public void Each_figure_has_its_own_maximum()
    {
        // a long false detection between the two hurts the overall F1 only; a late micro-sized one hurts F1(0.5) only
        Detection[] detections = [Detected(300, 312, 0.9), Detected(700, 710, 0.6), Detected(100, 160, 0.4)];
        var sweep = ThresholdSweep.Run(Truth, detections, new());
        Assert.Null(sweep.BestOnTestSet.Threshold);
        Assert.Equal((0.6, 1.0), (sweep.BestOnTestSetAt05.Threshold, sweep.BestOnTestSetAt05.Score.F1At05));
        Assert.Equal((0.6, 1.0), (sweep.BestOnTestSetAt10.Threshold, sweep.BestOnTestSetAt10.Score.F1At10));
        Assert.Equal(2 / 3.0, sweep.F1AtBestOverall, 1e-15);
    }

    [Fact]
    public void Of_several_epochs_the_best_one_is_named()
    {
        var sweep = ThresholdSweep.RunEpochs(Truth, [[], Detections, [Detected(100, 160, 0.9)]], new());
        Assert.Equal(1, sweep.BestOnTestSet.Epoch);
        Assert.Equal([0, 1, 1, 1, 1, 1, 2, 2], sweep.Points.Select(p => p.Epoch));
    }

    [Fact]
    public void Given_thresholds_are_tried_from_the_lowest_up() => Assert.Equal(
        [0.4, 0.8], ThresholdSweep.Run(Truth, Detections, new(), thresholds: [0.8, 0.4]).Points.Select(p => p.Threshold));

    [Fact]
    public void No_epoch_or_no_threshold_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ThresholdSweep.RunEpochs(Truth, [], new()));
        Assert.Throws<ArgumentException>(() => ThresholdSweep.Run(Truth, Detections, new(), thresholds: []));
    }
}
