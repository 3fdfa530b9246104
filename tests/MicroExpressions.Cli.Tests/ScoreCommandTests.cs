using System.Text.Json.Nodes;

namespace MicroExpressions.Cli.Tests;

/// <summary><c>mex score</c> on files as people bring them.</summary>
public sealed class ScoreCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-score").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private JsonNode Score(string truth, string detections, params string[] more)
    {
        Mex score = Mex.Run(["score", "--truth", Write("truth.csv", truth), "--detections", Write("detections.csv", detections), "--protocol", "lab", "--json", .. more]);
        Assert.True(score.ExitCode == 0, score.Error);
        return JsonNode.Parse(score.Out)!;
    }

    private static (int Found, int Predicted, int Labelled) Counts(JsonNode score) => score["scores"]![0]!["counts"] is { } counts
        ? ((int)counts["found"]!, (int)counts["predicted"]!, (int)counts["labelled"]!) : default;

    [Fact]
    public void A_submission_without_scores_is_scored_in_all_its_rows_however_many_a_video_has()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"v1,{1001 + 100 * i},{1010 + 100 * i},me\r\n"));
        JsonNode score = Score("Subject;Video;Kind;Onset;Apex;Offset;FPS\ns1;v1;Micro-expression;10;/;20;30\ns2;v2;mae;10;-1;90;30\n", $"vid,onset,offset,type\r\n{rows}v1,11,19,me\r\n");
        Assert.Equal((1, 21, 2), Counts(score));
        Assert.Contains(score["notes"]!.AsArray(), note => ((string)note!).Contains("ApexUnlabelled in 2 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void With_scores_the_best_14_of_a_video_count_and_the_others_are_said()
    {
        string rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"v1,{1001 + 100 * i},{1010 + 100 * i},0.{10 + i}\n"));
        JsonNode score = Score("subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,10,,20,30\n", $"video,start,end,score\n{rows}");
        Assert.Equal((0, 14, 1), Counts(score));
        Assert.Contains(score["notes"]!.AsArray(), note => ((string)note!).StartsWith("6 detections beyond the 14 best", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_found_in_a_video_named_as_unlabelled_is_wrong()
    {
        JsonNode score = Score("subject,video,kind,onset,apex,offset,fps\ns1,v1,micro,10,,20,30\n", "video,start,end\nv1,11,19\nv9,11,19\n", "--unlabelled", "v9");
        Assert.Equal((1, 2, 1), Counts(score));
    }
}
