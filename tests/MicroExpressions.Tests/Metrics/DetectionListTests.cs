using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Tests.Annotations;

namespace MicroExpressions.Tests.Metrics;

public class DetectionListTests
{
    private static readonly ExpressionInterval[] Truth =
    [
        new("s15", "15_0101disgustingteeth", ExpressionKind.Macro, 10, null, 50, 30),
        new("s15", "15_0102eatingworms", ExpressionKind.Micro, 100, null, 110, 30),
        new("s16", "16_0101disgustingteeth", ExpressionKind.Macro, 200, null, 260, 30),
    ];

    private static readonly ExpressionInterval[] Cubed =
        [new("spNO.1", "spNO.1/a", ExpressionKind.Micro, 10, null, 20, 30), new("spNO.12", "spNO.12/a", ExpressionKind.Micro, 10, null, 20, 30)];

    private static readonly ExpressionInterval[] Samm = [new("006", "006_1", ExpressionKind.Micro, 10, null, 80, 200)];

    private static readonly ExpressionInterval[] Twice = [new("s1", "v", ExpressionKind.Micro, 10, null, 20, 30), new("s2", "v", ExpressionKind.Micro, 10, null, 20, 30)];

    private static DetectionList Read(string content, IReadOnlyList<ExpressionInterval>? truth = null, bool dropScoreDigit = false)
    {
        using var file = new TemporaryFile(content);
        return DetectionList.Read(file.Path, truth ?? Truth, dropScoreDigit: dropScoreDigit);
    }

    private static InputException Refused(string content, IReadOnlyList<ExpressionInterval>? truth = null) =>
        Assert.Throws<InputException>(() => Read(content, truth));

    /// <summary>The first detection as text: subject, video, onset, offset, score, kind.</summary>
    private static string First(DetectionList list) => list.Detections[0] is var d
        ? FormattableString.Invariant($"{d.Subject} {d.Video} {d.Onset} {d.Offset} {d.Score} {d.Kind}").Trim() : "";

    [Theory]
    [InlineData("subject,video,start,end,score\ns15,15_0101disgustingteeth,12,48,0.5\n", "0.5")] // the kit's and LGSNet's
    [InlineData("vid,pred_onset,pred_offset,type\n15_0101disgustingteeth,12,48,mae\n", "1 Macro")] // a challenge submission
    [InlineData("vid,onset,offset,type\r\n15_0101disgustingteeth,12,48,macro\r\n", "1 Macro")]
    [InlineData("subject,video,onset,offset,emotion\n15,15_0101disgustingteeth,12,48,happy\n", "1")]
    [InlineData("Subject;Video;Onset;Offset;Score\ns15;15_0101disgustingteeth;12;48;0,5\n", "0.5")]
    [InlineData("\uFEFFvideo;start;end;confidence\r\n15_0101disgustingteeth;12,0;48,0;0,5\r\n", "0.5")]
    [InlineData("video\tstart\tend\n15_0101disgustingteeth\t12\t48\n", "1")]
    [InlineData("video,onset,offset,gt_onset,gt_offset,fps\n15_0101disgustingteeth,12,48,10,50,30\n", "1")]
    [InlineData("s15/15_0101disgustingteeth,12,48,s15\n", "1")]
    [InlineData("./crop/s15/15_0101disgustingteeth.mp4,12,48\n", "1")]
    [InlineData("15,15_0101disgustingteeth,12,48,0.5\n", "0.5")]
    [InlineData("15_0101disgustingteeth,12,48,3.25,MaE\n", "3.25 Macro")]
    [InlineData("s15;15_0101;12,0;48,0;0,5\n", "0.5")]
    [InlineData("12,48,15_0101disgustingteeth\n", "1")]
    [InlineData("15_0101disgustingteeth 12 48 s15\n", "1")]
    public void Detections_are_read_in_the_forms_in_which_they_are_exchanged(string content, string scoreAndKind) =>
        Assert.Equal($"s15 15_0101disgustingteeth 12 48 {scoreAndKind}", First(Read(content)));

    [Theory]
    [InlineData("15_0101")]
    [InlineData("s15\\15_0101disgustingteeth")]
    [InlineData("15_0101DISGUSTINGTEETH.avi")]
    [InlineData("/data/s15/15_0101misspelt/")]
    public void A_video_is_known_by_its_name_in_any_spelling_that_the_sets_have(string name) =>
        Assert.Equal("s15 15_0101disgustingteeth", Named($"video,start,end\n{name},12,48\n", Truth));

    [Theory]
    [InlineData("video,start,end\npart_A/spNO.12/A/color,12,18\n", "spNO.12 spNO.12/a")]
    [InlineData("subject,video,start,end\n12,a,12,18\n", "spNO.12 spNO.12/a")]
    [InlineData("subject,video,start,end\nspNO.12,A,12,18\n", "spNO.12 spNO.12/a")]
    public void The_letter_of_a_video_of_CAS_ME_3_needs_its_subject(string content, string expected) => Assert.Equal(expected, Named(content, Cubed));

    [Theory]
    [InlineData("subject,video,start,end\n6,1,12,70\n")]
    [InlineData("subject,video,start,end\n006,006_1,12,70\n")]
    [InlineData("video,start,end\nSAMM_longvideos/6_1,12,70\n")]
    public void Zeros_in_front_of_SAMM_s_numbers_may_be_missing(string content) => Assert.Equal("006 006_1", Named(content, Samm));

    [Theory]
    [InlineData("video,start,end\ns2/v,12,18\n")]
    [InlineData("subject,video,start,end\n2,v,12,18\n")]
    [InlineData("v,12,18,s2\n")]
    public void Of_two_videos_of_one_name_folder_or_subject_tells_which(string content) => Assert.Equal("s2 v", Named(content, Twice));

    [Fact]
    public void Two_videos_of_one_name_and_no_subject_are_refused() => Assert.Contains("subjects s1, s2", Refused("video,start,end\nv,12,18\n", Twice).Found);

    [Fact]
    public void An_unknown_video_is_refused_with_its_row_and_what_to_do()
    {
        InputException error = Refused("video,start,end\n15_0101disgustingteeth,1,9\n15_0999,1,9\n");
        Assert.Equal(("file.csv, row 3", "video 15_0999"), (error.Place, error.Found));
        Assert.Contains("--unlabelled", error.Remedy);
    }

    [Fact]
    public void The_right_video_of_the_wrong_subject_is_refused() =>
        Assert.Equal("video 15_0101disgustingteeth of subject s16", Refused("subject,video,start,end\ns16,15_0101disgustingteeth,1,9\n").Found);

    [Fact]
    public void A_searched_video_without_expressions_is_known_once_it_is_named()
    {
        using var file = new TemporaryFile("subject,video,start,end\ns9,extra,1,9\n");
        Assert.Equal(new VideoName("", "extra"), Assert.Single(DetectionList.Read(file.Path, Truth, [new("", "extra")]).Detections) is var d ? new(d.Subject, d.Video) : null);
    }

    /// <summary>A log of an earlier evaluation: the truth beside the prediction, blank where one of them is missing.</summary>
    [Theory]
    [InlineData("video,gt_onset,gt_offset,pred_onset,pred_offset,result\n15_0101,10,50,12,48,TP\n15_0102,,,300,310,FP\n15_0102,100,110,,,FN\n")]
    [InlineData("vid,onset,offset,pred_onset,pred_offset,type\n15_0101,10,50,12,48,TP\n15_0102,-,-,300,310,FP\n15_0102,100,110,-,-,FN\n")]
    [InlineData("video;onset;offset;onset;offset;result\n15_0101;10;50;12;48;tp\n15_0102;;;300;310;fp\n15_0102;100;110;;;fn\n")]
    [InlineData("video,gt_onset,gt_offset,pred_onset,pred_offset\n15_0101,10,50,12,48\n15_0102,,,300,310\n15_0102,100,110,,\n")]
    [InlineData("15_0101,10,50,12,48,TP\n15_0102,,,300,310,FP\n15_0102,100,110,,,FN\n")]
    [InlineData("15_0102,,,,,FN\n15_0101,10,50,12,48,TP\n15_0102,,,300,310,FP\n")]
    [InlineData("15_0101,12,48,10,50,TP\n15_0102,300,310,,,FP\n15_0102,,,100,110,FN\n")]
    [InlineData("video,onset,offset,result\n15_0101,12,48,TP\n15_0102,300,310,FP\n15_0102,100,110,FN\n")]
    public void Of_a_list_of_TP_FP_FN_the_predictions_are_read_and_the_misses_counted(string content)
    {
        DetectionList list = Read(content);
        Assert.Equal([(12.0, 48.0), (300.0, 310.0)], list.Detections.Select(d => (d.Onset, d.Offset)));
        Assert.Contains(list.Notes, note => note.StartsWith("1 row says", StringComparison.Ordinal) && note.Contains("no detection", StringComparison.Ordinal));
    }

    [Fact]
    public void A_video_with_blank_frames_is_one_where_nothing_was_found_and_half_a_pair_is_refused()
    {
        DetectionList list = Read("video,start,end\n15_0101,12,48\n15_0102,,\n");
        Assert.Single(list.Detections);
        Assert.Contains(list.Notes, note => note.StartsWith("1 row says a video and no frames", StringComparison.Ordinal));
        Assert.Equal(("file.csv, row 2, column end", "nothing"), Refused("video,start,end\n15_0101,12,\n") is var e ? (e.Place, e.Found) : default);
    }

    [Theory]
    [InlineData("video,start,end,type\n15_0101,12,48,happy\n", "row 2, column type", "'happy'", "emotion")]
    [InlineData("video,start,end\n15_0101,12,soon\n", "row 2, column end", "'soon'", "Correct")]
    [InlineData("video,start,end,score\n15_0101,12,48,0.5\n15_0101,12,48,\n", "row 3, column score", "nothing", "Correct")]
    [InlineData("video,start,end,score\n15_0101,12,48,NaN\n", "row 2, column score", "'NaN'", "Correct")]
    [InlineData("video,start,end,fps\n15_0101,12,48,200\n", "row 2, column fps", "frames at 200 per second", "30/200")]
    [InlineData(",12,48\n15_0101,12,48\n", "row 1, column column 1", "nothing", "Correct")]
    public void A_cell_that_cannot_be_used_is_refused_with_row_and_column(string content, string place, string found, string remedy)
    {
        InputException error = Refused(content);
        Assert.Equal(($"file.csv, {place}", found), (error.Place, error.Found));
        Assert.Contains(remedy, error.Remedy);
    }

    [Theory]
    [InlineData("name,from,to\nx,1,2\n", "the columns name, from, to", "a column for the video")]
    [InlineData("video,start_seconds,end_seconds\n15_0101,1.2,2.1\n", "start_seconds", "a column for the first frame")]
    [InlineData("video,start,onset,end\n15_0101,12,13,48\n", "start and onset", "one of them")]
    [InlineData("video,onset,offset,onset,offset,result\n15_0101,10,50,12,48,TP\n", "onset and onset", "one of them")]
    [InlineData("15_0101,10,20,48\n", "3 columns of numbers that may be frames (onset, apex, offset? onset, offset, score?)", "one thing")]
    [InlineData("15_0101,10,50,12,48,TP\n", "no row FP or FN", "one thing")]
    [InlineData("15_0101,10\n", "1 columns of numbers", "one thing")]
    [InlineData("1,12,48\n", "no column of names", "one thing")]
    [InlineData("a,b,12,48\n", "2 columns of text, none of which names videos", "one thing")]
    public void Columns_that_are_not_enough_or_may_mean_several_things_are_refused_with_what_was_found(string content, string found, string expected)
    {
        InputException error = Refused(content);
        Assert.Equal("file.csv, row 1", error.Place);
        Assert.Contains(found, error.Found);
        Assert.Contains(expected, error.Expected);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void Without_scores_every_detection_has_the_same_and_there_is_no_digit_to_drop()
    {
        DetectionList list = Read("video,start,end\n15_0101,12,48\n");
        Assert.False(list.IsScored);
        Assert.Contains(list.Notes, note => note.StartsWith("No column of scores", StringComparison.Ordinal));
        Assert.Equal("no column of scores", Assert.Throws<InputException>(() => Read("video,start,end\n15_0101,12,48\n", dropScoreDigit: true)).Found);
        Assert.Equal(0.48, Read("video,start,end,score\n15_0101,12,48,0.485\n", dropScoreDigit: true).Detections[0].Score);
    }

    /// <summary>0.5 s at 30 frames per second are 15 frames.</summary>
    [Fact]
    public void A_kind_that_the_duration_contradicts_is_noted_with_its_row()
    {
        DetectionList list = Read("vid,onset,offset,type\n15_0101,12,27,me\n15_0101,40,56,me\n15_0101,60,70,\n15_0101,80,95,mae\n");
        Assert.Equal([ExpressionKind.Micro, ExpressionKind.Micro, null, ExpressionKind.Macro], list.Detections.Select(d => d.Kind));
        Assert.Contains(list.Notes, note => note.StartsWith("2 of 4 detections", StringComparison.Ordinal) && note.Contains("row 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_workbook_the_first_sheet_is_read_and_the_others_are_named()
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, SheetFiles.Xlsx([["video", "start", "end"], ["15_0101", 12, 48]], [["notes"]]));
        DetectionList list = DetectionList.Read(file.Path, Truth);
        Assert.Equal("s15 15_0101disgustingteeth 12 48 1", First(list));
        Assert.Contains("Only sheet 'Sheet1' is read, not 'Sheet2'.", list.Notes);
    }

    [Fact]
    public void A_header_without_rows_holds_no_detection() => Assert.Empty(Read("vid,pred_onset,pred_offset,type\n").Detections);

    [Fact]
    public void Columns_that_are_not_used_are_named() =>
        Assert.Contains("Columns not used: emotion, note.", Read("video,start,end,emotion,note\n15_0101,12,48,happy,x\n").Notes);

    [Fact]
    public void The_kit_s_own_files_read_alike_in_both_readers()
    {
        Detection[] detections = [new("s15", "15_0101disgustingteeth", 12.25, 48.5, 0.4853), new("s16", "16_0101disgustingteeth", 200, 250, -1.5)];
        using var file = new TemporaryFile();
        DetectionFile.Write(file.Path, detections);
        Assert.Equal(DetectionFile.Read(file.Path), DetectionList.Read(file.Path, Truth).Detections);
    }

    private static string Named(string content, IReadOnlyList<ExpressionInterval> truth) => Read(content, truth).Detections[0] is var d ? $"{d.Subject} {d.Video}" : "";
}
