using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.Metrics;

public class IntensityScoreTests
{
    private static readonly IntensityCurve First = Curve("a", [0, 10, 20, 30], [0, 0.5, 1, 0.2], apex: 18);
    private static readonly IntensityCurve Second = Curve("b", [0, 10, 20, 30], [0, 1, 0.6, 0.3], apex: 10);

    private static IntensityCurve Curve(string name, ImmutableArray<int> frames, ImmutableArray<double> values, int apex) =>
        new(new Clip("s1", name, frames[0], apex, frames[^1], 200), frames, values);

    [Fact]
    public void Per_clip_figures_are_averaged_over_clips()
    {
        // the first clip is met exactly, the second upside down
        var score = IntensityScore.Of([First, Second], [First.Values, [1, 0, 0.4, 0.7]]);
        Assert.Equal((1 + -1) / 2.0, score.PerClip.Spearman, 1e-12);
        Assert.Equal((1 + -1) / 2.0, score.PerClip.Kendall, 1e-12);
        Assert.Equal((0 + (1 + 1 + 0.2 + 0.4) / 4) / 2, score.PerClip.MeanAbsoluteError, 1e-12);
        Assert.Equal((2 + 10) / 2.0, score.ApexErrorFrames); // peaks at frames 20 and 0, apexes at 18 and 10
    }

    [Fact]
    public void Pooled_figures_compare_all_points_as_one_curve()
    {
        var score = IntensityScore.Of([First, Second], [First.Values, Second.Values.Reverse().ToImmutableArray()]);
        double[] predicted = [0, 0.5, 1, 0.2, 0.3, 0.6, 1, 0], truth = [0, 0.5, 1, 0.2, 0, 1, 0.6, 0.3];
        Assert.Equal(KendallTau.Of(predicted, truth), score.Pooled.Kendall);
        Assert.Equal(SpearmanCorrelation.Of(predicted, truth), score.Pooled.Spearman);
    }

    [Fact]
    public void A_constant_prediction_scores_0_and_is_counted()
    {
        var score = IntensityScore.Of([First, Second], [First.Values, [0.5, 0.5, 0.5, 0.5]]);
        Assert.Equal(1, score.ConstantPredictions);
        Assert.Equal([false, true], score.Clips.Select(c => c.IsConstant));
        Assert.Equal(0.5, score.PerClip.Spearman, 1e-12);
        Assert.Equal(0, score.Clips[1].Agreement.Pearson);
    }

    [Fact]
    public void Predictions_that_are_all_the_same_constant_score_0_when_pooled_too()
    {
        var score = IntensityScore.Of([First, Second], [[1, 1, 1, 1], [1, 1, 1, 1]]);
        Assert.Equal((2, 0.0, 0.0), (score.ConstantPredictions, score.Pooled.Spearman, score.Pooled.Kendall));
    }

    [Fact]
    public void A_prediction_that_is_not_finite_is_refused_by_the_name_of_its_clip()
    {
        var error = Assert.Throws<ArgumentException>(() => IntensityScore.Of([First, Second], [First.Values, [0, double.NaN, 1, 0]]));
        Assert.StartsWith("clip b of subject s1: point 1", error.Message);
    }

    [Fact]
    public void A_missing_prediction_is_refused() =>
        Assert.Throws<ArgumentException>(() => IntensityScore.Of([First, Second], [First.Values]));

    [Fact]
    public void A_constant_truth_is_refused() =>
        Assert.Throws<ArgumentException>(() => IntensityScore.Of([First with { Values = [1, 1, 1, 1] }], [First.Values]));
}
