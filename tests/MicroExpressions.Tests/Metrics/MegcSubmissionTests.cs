using MicroExpressions.Annotations;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class MegcSubmissionTests
{
    private static readonly MegcPrediction[] Two =
        [new("006_1", 100, 180, ExpressionKind.Micro), new("006_2", 300, 700, ExpressionKind.Macro)];

    [Fact]
    public void The_file_has_the_challenges_columns_and_words()
    {
        using var file = new TemporaryFile();
        MegcSubmission.Write(file.Path, Two);
        Assert.Equal("vid,pred_onset,pred_offset,type\n006_1,100,180,me\n006_2,300,700,mae\n", File.ReadAllText(file.Path));
    }

    [Fact]
    public void What_is_written_reads_the_same()
    {
        using var file = new TemporaryFile();
        MegcSubmission.Write(file.Path, Two);
        Assert.Equal(Two, MegcSubmission.Read(file.Path));
    }

    /// <summary>At 200 fps 0.5 s are 100 frames: 100 is micro, 101 macro.</summary>
    [Fact]
    public void What_counts_is_submitted_with_the_kind_that_its_duration_says()
    {
        Detection[] detections =
            [new("006", "006_1", 100.9, 200.9, 0.9), new("006", "006_1", 300, 401, 0.8), new("006", "006_1", 1, 9, 0.2)];
        Assert.Equal(
            [new("006_1", 100, 200, ExpressionKind.Micro), new("006_1", 300, 401, ExpressionKind.Macro)],
            MegcSubmission.From(detections, 200, new ScoringOptions { Threshold = 0.5 }));
    }

    [Fact]
    public void A_submission_can_be_scored_once_the_videos_tell_the_subjects()
    {
        var detections = MegcSubmission.ToDetections(Two, [new("006", "006_1"), new("006", "006_2")]);
        ExpressionInterval[] truth =
        [
            new("006", "006_1", ExpressionKind.Micro, 100, null, 190, 200),
            new("006", "006_2", ExpressionKind.Macro, 900, null, 990, 200),
        ];
        Assert.Equal((1, 2, 2), SpottingScore.Evaluate(truth, detections, new()) is var s ? (s.Found, s.Predicted, s.Labelled) : default);
    }

    [Fact]
    public void A_video_that_the_data_set_lacks_is_refused() =>
        Assert.Equal("video 006_2", Assert.Throws<InputException>(() => MegcSubmission.ToDetections(Two, [new("006", "006_1")])).Found);

    [Fact]
    public void A_name_that_two_subjects_share_is_refused() =>
        Assert.Contains(
            "subjects 1, 2",
            Assert.Throws<InputException>(() => MegcSubmission.ToDetections(Two, [new("1", "006_1"), new("2", "006_1")])).Found);

    [Theory]
    [InlineData("v,1,2,happy", "type"), InlineData("v,1.5,2,me", "pred_onset")]
    [InlineData("v,1,-2,me", "pred_offset"), InlineData(",1,2,me", "vid")]
    public void A_cell_that_cannot_be_used_is_refused_with_row_and_column(string line, string column)
    {
        using var file = new TemporaryFile($"vid,pred_onset,pred_offset,type\n{line}\n");
        Assert.Equal($"file.csv, row 2, column {column}", Assert.Throws<InputException>(() => MegcSubmission.Read(file.Path)).Place);
    }

    [Fact]
    public void Whole_frames_may_be_written_with_a_point_and_types_in_capitals()
    {
        using var file = new TemporaryFile("vid,pred_onset,pred_offset,type\n006_1,100.0,180.0,Micro-expression\n");
        Assert.Equal([Two[0]], MegcSubmission.Read(file.Path));
    }
}
