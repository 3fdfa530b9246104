using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class DetectionFileTests
{
    private const string Header = "subject,video,start,end,score\n";

    private static IReadOnlyList<Detection> Read(string content, bool dropScoreDigit = false)
    {
        using var file = new TemporaryFile(content);
        return DetectionFile.Read(file.Path, dropScoreDigit);
    }

    private static InputException Refused(string content) => Assert.Throws<InputException>(() => Read(content));

    [Fact]
    public void Numbers_are_read_as_written_and_each_detection_knows_its_row() => Assert.Equal(
        [
            new Detection("s15", "15_0102eatingworms", 787.935, 827.352, 0.3794) { Place = "file.csv, row 2" },
            new Detection("s15", "15_0102eatingworms", 381, 416, 0.37) { Place = "file.csv, row 3" },
        ],
        Read(Header + "s15,15_0102eatingworms,787.935,827.352,0.3794\ns15,15_0102eatingworms,381,416,0.3700\n"));

    [Fact]
    public void Columns_may_stand_in_any_order_among_others() => Assert.Equal(
        new Detection("s", "v", 1, 2, 0.5) { Place = "file.csv, row 2" },
        Assert.Single(Read("score,end,note,start,video,subject\n0.5,2,x,1,v,s\n")));

    [Fact]
    public void A_file_with_nothing_but_its_header_holds_no_detection() => Assert.Empty(Read(Header));

    [Theory, InlineData("0.4859", 0.485), InlineData("0.4850", 0.485), InlineData("10", 1)]
    public void Dropping_the_last_digit_shortens_the_text_and_does_not_round(string score, double expected) =>
        Assert.Equal(expected, Assert.Single(Read($"{Header}s,v,1,2,{score}\n", dropScoreDigit: true)).Score);

    [Fact]
    public void A_score_of_one_digit_has_none_to_drop() =>
        Assert.Throws<InputException>(() => Read(Header + "s,v,1,2,1\n", dropScoreDigit: true));

    [Fact]
    public void A_missing_column_is_named()
    {
        var error = Refused("subject,video,start,end\ns,v,1,2\n");
        Assert.Equal(("file.csv, row 1", "a column score"), (error.Place, error.Expected));
    }

    [Theory]
    [InlineData("s,v,1,2,abc", "score", "'abc'"), InlineData("s,v,1,2,NaN", "score", "'NaN'"), InlineData("s,v,x,2,0.5", "start", "'x'")]
    [InlineData("s,v,1,2;5,0.5", "end", "'2;5'"), InlineData("s,v,1,2,", "score", "nothing"), InlineData("s,,1,2,0.5", "video", "nothing")]
    public void A_cell_that_holds_no_number_is_refused_with_row_and_column(string line, string column, string found)
    {
        var error = Refused($"{Header}s,v,1,2,0.5\n\n{line}\n");
        Assert.Equal(($"file.csv, row 4, column {column}", found), (error.Place, error.Found));
    }

    [Fact]
    public void A_missing_file_is_refused() => Assert.Throws<InputException>(() => DetectionFile.Read("no-such-file.csv"));

    [Fact]
    public void What_is_written_reads_the_same() => Prop.ForAll(
        (
            from subject in Gen.Elements("s15", "006", "a, \"b\"")
            from start in ArbMap.Default.GeneratorFor<NormalFloat>()
            from end in ArbMap.Default.GeneratorFor<NormalFloat>()
            from score in ArbMap.Default.GeneratorFor<NormalFloat>()
            select new Detection(subject, "v", start.Get, end.Get, score.Get)
        ).ListOf().ToArbitrary(),
        detections =>
        {
            using var file = new TemporaryFile();
            DetectionFile.Write(file.Path, detections);
            return DetectionFile.Read(file.Path).Select(d => d with { Place = "" }).SequenceEqual(detections);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_write_that_breaks_off_leaves_the_earlier_file_and_no_part_of_the_new_one()
    {
        using var file = new TemporaryFile(Header);
        Assert.Throws<InvalidOperationException>(() => DetectionFile.Write(file.Path, Broken()));
        Assert.Equal(Header, File.ReadAllText(file.Path));
        Assert.Equal(["file.csv"], file.Siblings);

        static IEnumerable<Detection> Broken()
        {
            yield return new("s", "v", 1, 2, 0.5);
            throw new InvalidOperationException();
        }
    }
}
