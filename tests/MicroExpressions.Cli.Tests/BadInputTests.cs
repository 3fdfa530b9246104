namespace MicroExpressions.Cli.Tests;

/// <summary>Bad input ends with exit code 2, the place and what to do, and nothing on standard output.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Truth = "subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,10,15,20,30\n";
    private const string Detections = "subject,video,start,end,score\ns1,v1,11,19,0.9\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private Mex Score(string truth, string detections, params string[] more) =>
        Mex.Run(["score", "--truth", Write("truth.csv", truth), "--detections", Write("detections.csv", detections), .. more]);

    [Fact]
    public void Sound_files_are_scored()
    {
        Mex score = Score(Truth, Detections, "--json");
        Assert.Equal((0, ""), (score.ExitCode, score.Error));
        Assert.Contains("\"found\": 1", score.Out);
    }

    [Theory]
    [InlineData("subject,video,start,end,score\ns1,v1,11,19,NaN\n", "row 2", "score")]
    [InlineData("subject,video,start,end,score\ns1,v1,eleven,19,0.9\n", "row 2", "eleven")]
    [InlineData("subject,video,start,score\ns1,v1,11,0.9\n", "detections.csv", "last frame")]
    [InlineData("subject,video,start,end,score\ns1,elsewhere,11,19,0.9\n", "row 2", "elsewhere")]
    [InlineData("subject,video,start,end,score\ns1,v1,19,11,0.9\n", "row 2", "19")]
    public void A_wrong_detection_is_named_with_its_row(string detections, string place, string found)
    {
        Mex score = Score(Truth, detections);
        Assert.Equal(2, score.ExitCode);
        Assert.Empty(score.Out);
        Assert.Contains(place, score.Error);
        Assert.Contains(found, score.Error);
    }

    [Theory]
    [InlineData("--threshold", "0.5")]
    [InlineData("--sweep")]
    [InlineData("--drop-score-digit")]
    public void What_needs_scores_is_refused_where_the_detections_have_none(params string[] option)
    {
        Mex score = Score(Truth, "vid,pred_onset,pred_offset,type\nv1,11,19,me\n", option);
        Assert.Equal((2, ""), (score.ExitCode, score.Out));
        Assert.Contains("no column of scores", score.Error);
        Assert.Contains(option[0], score.Error);
    }

    [Fact]
    public void Detections_at_another_rate_than_the_truth_are_refused_with_both()
    {
        Mex score = Score("subject,video,kind,onset,apex,offset,fps\ns1,v1,me,101,/,111,25\ns1,v1,mae,301,/,341,25\n", "video,start,end\nv1,801,881\nv1,2401,2721\n");
        Assert.Equal((2, ""), (score.ExitCode, score.Out));
        Assert.Contains("detections.csv", score.Error);
        Assert.Contains("200 per second", score.Error);
        Assert.Contains("25 per second", score.Error);
    }

    [Theory]
    [InlineData("subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,30,15,20,30\n")]
    [InlineData("subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,10,25,20,30\n")]
    [InlineData("subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,10,15,20,30\ns2,v2,micro,10,15,20,200\n")]
    [InlineData("subject,video,kind,onset,apex,offset\ns1,v1,micro,10,15,20\n")]
    [InlineData("")]
    public void Wrong_annotations_are_named_with_their_file(string truth)
    {
        Mex score = Score(truth, Detections);
        Assert.Equal(2, score.ExitCode);
        Assert.Empty(score.Out);
        Assert.Contains("expected", score.Error);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        Mex score = Mex.Run("score", "--truth", Path.Combine(_folder, "none.csv"), "--detections", Path.Combine(_folder, "none.csv"));
        Assert.Equal(2, score.ExitCode);
        Assert.Contains("none.csv", score.Error);
    }

    [Fact]
    public void Threshold_and_sweep_exclude_each_other()
    {
        Mex score = Score(Truth, Detections, "--threshold", "0.5", "--sweep");
        Assert.Equal(2, score.ExitCode);
        Assert.Contains("--threshold and --sweep exclude each other", score.Error);
    }

    [Fact]
    public void Data_check_without_a_data_root_says_how_to_name_one()
    {
        Mex check = Mex.Run("data", "check");
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("MEX_DATA", check.Error);
    }

    [Fact]
    public void A_folder_that_is_no_data_root_is_refused()
    {
        Mex check = Mex.Run("data", "check", "--data", _folder);
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("annotations/", check.Error);
    }

    [Fact]
    public void An_unknown_data_set_is_refused_with_the_known_ones()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "annotations"));
        Mex check = Mex.Run("data", "check", "no-such-set", "--data", _folder);
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("casme-squared", check.Error);
    }

    [Fact]
    public void A_truncated_sheet_is_named_by_data_check_and_the_others_are_still_read()
    {
        string sheets = Directory.CreateDirectory(Path.Combine(_folder, "annotations", "samm")).FullName;
        File.WriteAllBytes(Path.Combine(sheets, "SAMM.xlsx"), [0x50, 0x4B, 3, 4, 20, 0, 0, 0]);
        Mex check = Mex.Run("data", "check", "--data", _folder);
        Assert.Equal(2, check.ExitCode);
        Assert.Contains("SAMM.xlsx", check.Out);
        Assert.Contains("CASME II", check.Out);
    }
}
