using MicroExpressions.Annotations;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class TrainingFoldThresholdsTests
{
    private static ExpressionInterval Interval(string subject, int onset) =>
        new(subject, subject + "_1", ExpressionKind.Macro, onset, null, onset + 40, 30);

    private static Detection Detected(string subject, int onset, double score) => new(subject, subject + "_1", onset, onset + 40, score);

    /// <summary>Subject a is best cut at 0.5, b at 0.7: each is scored with the other's.</summary>
    private static readonly ExpressionInterval[] Truth = [Interval("a", 100), Interval("b", 100)];
    private static readonly Detection[] Detections =
        [Detected("a", 100, 0.6), Detected("a", 500, 0.5), Detected("b", 100, 0.8), Detected("b", 500, 0.7)];

    [Fact]
    public void A_subject_is_scored_with_the_threshold_that_is_best_for_the_others()
    {
        var result = TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(Truth, Detections), new());
        Assert.Equal([("a", 0.7), ("b", 0.5)], result.Folds.Select(f => (f.Name, f.Threshold!.Value)));
        Assert.Equal([(0, 0), (1, 2)], result.Folds.Select(f => (f.Score.Found, f.Score.Predicted)));
        Assert.Equal(2 * 1 / (2.0 + 2), result.Total.F1);
    }

    [Fact]
    public void A_fold_may_bring_its_own_training_detections()
    {
        var fold = new ScoringFold(
            "a", [Truth[1]], [Detected("b", 100, 0.2), Detected("b", 500, 0.1)], [Truth[0]], [.. Detections.Take(2)]);
        var result = TrainingFoldThresholds.Run([fold], new());
        Assert.Equal((0.1, 1, 2), (result.Folds[0].Threshold, result.Total.Found, result.Total.Predicted));
    }

    [Fact]
    public void The_test_subject_has_no_part_in_its_own_threshold()
    {
        Detection[] changed = [Detected("a", 100, 0.99), Detected("a", 500, 0.98), .. Detections.Skip(2)];
        var before = TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(Truth, Detections), new());
        var after = TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(Truth, changed), new());
        Assert.Equal(before.Folds[0].Threshold, after.Folds[0].Threshold);
    }
}
