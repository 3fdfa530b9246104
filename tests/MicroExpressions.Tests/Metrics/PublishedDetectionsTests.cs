using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Tests.Annotations;

namespace MicroExpressions.Tests.Metrics;

/// <summary>
/// The published detections of LGSNet on CAS(ME)² against the lab's own 357 intervals, threshold 0.485: the row that stands in print,
/// and what becomes of it without the published evaluation's habits.
/// </summary>
public class PublishedDetectionsTests
{
    private static (IReadOnlyList<ExpressionInterval> Truth, IReadOnlyList<Detection> Detections) Load(bool dropScoreDigit)
    {
        var root = RealData.Root();
        string file = Assert.Single(Directory.GetFiles(root.At("detections", "lgsnet-casme-squared"), "*.csv"));
        return (CasmeSquared.LoadLabList(root).Intervals, DetectionFile.Read(file, dropScoreDigit));
    }

    [Theory]
    [InlineData(true, ScoringProtocol.Lab, 131, 208, 0.463717), InlineData(true, ScoringProtocol.OneToOne, 126, 208, 0.446018)]
    [InlineData(false, ScoringProtocol.Lab, 131, 210, 0.462081), InlineData(false, ScoringProtocol.OneToOne, 126, 210, 0.444444)]
    public void Counts_and_F1_at_the_published_threshold(bool dropScoreDigit, ScoringProtocol protocol, int found, int predicted, double f1)
    {
        var (truth, detections) = Load(dropScoreDigit);
        var score = SpottingScore.Evaluate(truth, detections, new() { Protocol = protocol, Threshold = 0.485 });
        Assert.Equal((found, predicted, 357), (score.Found, score.Predicted, score.Labelled));
        Assert.Equal(f1, score.F1, 5e-7);
    }

    [Fact]
    public void The_published_row_comes_out_exactly()
    {
        var (truth, detections) = Load(dropScoreDigit: true);
        var score = SpottingScore.Evaluate(truth, detections, new() { Threshold = 0.485 });
        Assert.Equal(
            (0.366947, 0.629808, 0.463717),
            (Math.Round(score.Recall, 6), Math.Round(score.Precision, 6), Math.Round(score.F1, 6)));
    }

    [Fact]
    public void Of_the_357_intervals_57_are_micro_expressions() => Assert.Equal(
        57, SpottingScore.Evaluate(Load(false).Truth, [], new()).LabelledMicro);

    /// <summary>Both figures agree with a plain Python count over the same files.</summary>
    [Fact]
    public void The_best_threshold_on_the_test_set_gives_0_4645_and_one_chosen_on_the_other_subjects_0_4594()
    {
        var (truth, detections) = Load(dropScoreDigit: false);
        var best = ThresholdSweep.Run(truth, detections, new()).BestOnTestSet;
        Assert.Equal((0.486, 131, 207), (best.Threshold, best.Score.Found, best.Score.Predicted));
        Assert.Equal(0.464539, best.Score.F1, 5e-7);

        var chosen = TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(truth, detections), new());
        Assert.Equal((22, 130, 209, 357), (chosen.Folds.Count, chosen.Total.Found, chosen.Total.Predicted, chosen.Total.Labelled));
        Assert.Equal(0.459364, chosen.Total.F1, 5e-7);
    }
}
