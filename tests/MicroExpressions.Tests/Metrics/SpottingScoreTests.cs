using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class SpottingScoreTests
{
    private static readonly ScoringOptions Lab = new(), OneToOne = new() { Protocol = ScoringProtocol.OneToOne };

    internal static ExpressionInterval Micro(int onset, int offset, string video = "v") =>
        new("s", video, ExpressionKind.Micro, onset, null, offset, 30);

    internal static ExpressionInterval Macro(int onset, int offset, string video = "v") =>
        new("s", video, ExpressionKind.Macro, onset, null, offset, 30);

    internal static Detection Detected(double onset, double offset, double score, string video = "v") =>
        new("s", video, onset, offset, score);

    /// <summary>At 30 fps 0.5 s are 15 frames of difference and 1.0 s are 30.</summary>
    [Fact]
    public void Each_count_is_what_the_method_page_says_it_is()
    {
        ExpressionInterval[] truth = [Micro(100, 115), Micro(200, 216), Macro(300, 340), Macro(400, 480)];
        Detection[] detections =
        [
            Detected(100, 115, 0.9), // the first micro-expression; 0.5 s
            Detected(200, 216, 0.8), // the second, labelled micro but longer than 0.5 s, by a detection longer than that
            Detected(300, 330, 0.7), // 31 of 41 frames of the first macro-expression; 1.0 s
            Detected(600, 680, 0.6), // nothing there
        ];
        Assert.Equal(
            new SpottingScore(
                Found: 3, Predicted: 4, Labelled: 4, FoundMicro: 1,
                PredictedUpToHalfSecond: 1, PredictedUpToOneSecond: 3, LabelledMicro: 2),
            SpottingScore.Evaluate(truth, detections, Lab));
    }

    [Fact]
    public void Figures_follow_from_the_counts()
    {
        var score = new SpottingScore(131, 208, 357, 20, 40, 70, 57);
        Assert.Equal(0.366947, score.Recall, 1e-6);
        Assert.Equal(0.629808, score.Precision, 1e-6);
        Assert.Equal(0.463717, score.F1, 1e-6);
        Assert.Equal(2 * (20 / 40.0) * (20 / 57.0) / (20 / 40.0 + 20 / 57.0), score.F1At05, 1e-15);
        Assert.Equal(2 * (20 / 70.0) * (20 / 57.0) / (20 / 70.0 + 20 / 57.0), score.F1At10, 1e-15);
    }

    [Fact]
    public void Nothing_found_scores_zero_without_a_division_by_zero()
    {
        var score = SpottingScore.Evaluate([Macro(1, 50)], [], Lab);
        Assert.Equal((0, 0, 0, 0, 0), (score.Recall, score.Precision, score.F1, score.F1At05, score.F1At10));
    }

    [Fact]
    public void In_Lab_one_detection_may_find_two_intervals_in_OneToOne_it_finds_the_closer_one()
    {
        ExpressionInterval[] truth = [Macro(396, 430), Macro(407, 435)];
        Detection[] detections = [Detected(400, 434, 0.9)];
        Assert.Equal(2, SpottingScore.Evaluate(truth, detections, Lab).Found);
        Assert.Equal(1, SpottingScore.Evaluate(truth, detections, OneToOne).Found);
    }

    [Fact]
    public void In_OneToOne_a_second_detection_of_the_same_interval_finds_nothing_but_a_free_neighbour()
    {
        ExpressionInterval[] truth = [Macro(396, 430), Macro(407, 435)];
        Detection[] detections = [Detected(400, 434, 0.9), Detected(401, 434, 0.8), Detected(402, 434, 0.7)];
        var score = SpottingScore.Evaluate(truth, detections, OneToOne);
        Assert.Equal((2, 3), (score.Found, score.Predicted));
    }

    [Fact]
    public void The_class_is_not_compared() =>
        Assert.Equal(1, SpottingScore.Evaluate([Micro(100, 110)], [Detected(95, 114, 0.5)], Lab).Found);

    [Fact]
    public void A_detection_in_another_video_finds_nothing()
    {
        var score = SpottingScore.Evaluate([Macro(1, 50), Macro(1, 50, "w")], [Detected(1, 50, 0.5, "w")], Lab);
        Assert.Equal(1, score.Found);
    }

    [Fact]
    public void Only_scores_above_the_threshold_count() => Assert.Equal(
        1, SpottingScore.Evaluate([Macro(1, 50)], [Detected(1, 50, 0.5), Detected(1, 50, 0.6)], Lab with { Threshold = 0.5 }).Predicted);

    [Fact]
    public void Of_a_video_the_fourteen_best_detections_count_whatever_their_order_in_the_file()
    {
        Detection[] detections = [Detected(1, 50, 0.1), .. Enumerable.Range(0, 14).Select(i => Detected(500, 510, 0.2 + i / 100.0))];
        var score = SpottingScore.Evaluate([Macro(1, 50)], detections, Lab);
        Assert.Equal((0, 14), (score.Found, score.Predicted));
    }

    [Fact]
    public void What_is_detected_in_a_video_without_labels_is_wrong()
    {
        var options = Lab with { UnlabelledVideos = [new VideoName("s", "empty")] };
        var score = SpottingScore.Evaluate([Macro(1, 50)], [Detected(1, 50, 0.9), Detected(1, 50, 0.9, "empty")], options);
        Assert.Equal((1, 2, 1), (score.Found, score.Predicted, score.Labelled));
    }

    [Fact]
    public void Counts_of_folds_add_up() => Assert.Equal(
        new SpottingScore(11, 22, 33, 44, 55, 66, 77),
        new SpottingScore(1, 2, 3, 4, 5, 6, 7) + new SpottingScore(10, 20, 30, 40, 50, 60, 70));

    /// <summary>One video, up to 8 intervals and 20 detections, everything may overlap everything.</summary>
    private static Arbitrary<(ExpressionInterval[] Truth, Detection[] Detections, double Threshold)> Scenes() =>
    (
        from intervals in Gen.Choose(1, 80).Two().NonEmptyListOf()
        from detections in Gen.Choose(1, 80).Three().ListOf()
        from threshold in Gen.Choose(0, 80)
        select (
            intervals.Take(8).Select(i => Macro(i.Item1, i.Item1 + i.Item2)).ToArray(),
            detections.Take(20).Select(d => Detected(d.Item1, d.Item1 + d.Item2, d.Item3 / 10.0)).ToArray(),
            threshold / 10.0)
    ).ToArbitrary();

    [Fact]
    public void In_Lab_the_found_intervals_are_those_that_some_counted_detection_overlaps_by_half() => Prop.ForAll(
        Scenes(),
        s =>
        {
            var counted = s.Detections.OrderByDescending(d => d.Score).Take(14).Where(d => d.Score > s.Threshold).ToList();
            int found = s.Truth.Count(i => counted.Any(d => IntervalOverlap.Of(d, i) >= 0.5));
            return SpottingScore.Evaluate(s.Truth, s.Detections, Lab with { Threshold = s.Threshold }).Found == found;
        }).QuickCheckThrowOnFailure();

    /// <summary>The threshold is applied after the matching there, and before it here.</summary>
    [Fact]
    public void In_OneToOne_leaving_out_low_scores_before_matching_or_after_it_is_the_same() => Prop.ForAll(
        Scenes(),
        s =>
        {
            var kept = s.Detections.OrderByDescending(d => d.Score).Take(14).Where(d => d.Score > s.Threshold).ToArray();
            return SpottingScore.Evaluate(s.Truth, s.Detections, OneToOne with { Threshold = s.Threshold })
                == SpottingScore.Evaluate(s.Truth, kept, OneToOne);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OneToOne_never_finds_more_than_Lab_or_than_there_are_detections() => Prop.ForAll(
        Scenes(),
        s =>
        {
            var strict = SpottingScore.Evaluate(s.Truth, s.Detections, OneToOne with { Threshold = s.Threshold });
            return strict.Found <= SpottingScore.Evaluate(s.Truth, s.Detections, Lab with { Threshold = s.Threshold }).Found
                && strict.Found <= strict.Predicted && strict.F1 is >= 0 and <= 1;
        }).QuickCheckThrowOnFailure();
}
