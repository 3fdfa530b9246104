using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class IntervalCsvTests
{
    /// <summary>Names with everything that needs quoting.</summary>
    private static readonly Gen<string> Names =
        Gen.Elements('a', 'B', '7', '_', ',', '"', '\n', '\r', ' ', '\t', '³', '#', ';', '\'').NonEmptyListOf().Select(c => string.Concat(c));

    private static readonly Gen<ExpressionInterval[]> Lists =
        from fps in Gen.Elements(30.0, 200.0, 29.97, 100 / 3.0)
        from rows in (
            from subject in Names
            from video in Names
            from kind in Gen.Elements(ExpressionKind.Micro, ExpressionKind.Macro)
            from frames in Gen.Choose(1, 100_000).ListOf(3).Select(f => f.Order().ToArray())
            from labelled in Gen.Elements(true, false)
            select new ExpressionInterval(subject, video, kind, frames[0], labelled ? frames[1] : null, frames[2], fps)).NonEmptyListOf()
        select rows.Distinct().ToArray();

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Prop.ForAll(Lists.ToArbitrary(), list =>
            IntervalCsv.Parse(new StringReader(IntervalCsv.Format(list)), "text").SequenceEqual(list)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_is_written_whole_and_read_with_its_counts()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mex-").FullName, "list.csv");
        ExpressionInterval[] list = [new("s1", "v, 1", ExpressionKind.Micro, 3, null, 9, 30), new("s2", "v", ExpressionKind.Macro, 3, 5, 90, 30)];
        IntervalCsv.Write(path, list);
        Assert.Equal(IntervalCsv.Header + "\ns1,\"v, 1\",micro,3,,9,30\ns2,v,macro,3,5,90,30\n", File.ReadAllText(path));
        IntervalList read = AnnotationFile.ReadIntervals(path);
        Assert.Equal(list, read.Intervals);
        Assert.Equal([1, 1, 2, 2], read.Report.Counts.Select(count => count.Found));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Columns_may_stand_in_any_order()
    {
        string text = "fps,offset,apex,onset,kind,video,subject\n30,9,5,3,macro,v,s\n";
        Assert.Equal([new("s", "v", ExpressionKind.Macro, 3, 5, 9, 30)], IntervalCsv.Parse(new StringReader(text), "text"));
    }

    [Theory]
    [InlineData("s,v,macro,10,5,20,30", "row 3, column 'apex'", "apex 5 outside [10, 20]")]
    [InlineData("s,v,macro,10,25,20,30", "row 3, column 'apex'", "apex 25 outside [10, 20]")]
    [InlineData("s,v,macro,10,,5,30", "row 3, column 'offset'", "offset 5 before onset 10")]
    [InlineData("s,v,macro,ten,,5,30", "row 3, column 'onset'", "'ten'")]
    [InlineData("s,v,macro,0,,5,30", "row 3, column 'onset'", "'0'")]
    [InlineData("s,v,macro,1.5,,5,30", "row 3, column 'onset'", "'1.5'")]
    [InlineData("s,v,Macro,1,,5,30", "row 3, column 'kind'", "'Macro'")]
    [InlineData(",v,macro,1,,5,30", "row 3, column 'subject'", "nothing")]
    [InlineData("s,,macro,1,,5,30", "row 3, column 'video'", "nothing")]
    [InlineData("s,v,macro,1,,5,200", "row 3, column 'fps'", "200 fps after 30 fps")]
    [InlineData("s,v,macro,1,,5,NaN", "row 3, column 'fps'", "'NaN'")]
    [InlineData("s,v,macro,1,,5,-30", "row 3, column 'fps'", "'-30'")]
    [InlineData("s,v,micro,3,5,9,30", "row 3", "the same movement as in row 2")]
    [InlineData("s,v,macro,1,,5", "row 3", "6 fields")]
    [InlineData("s,v\"x,macro,1,,5,30", "row 3", "a stray quote in 'v\"x'")]
    public void A_wrong_row_is_an_error_with_row_and_column(string row, string place, string found)
    {
        string text = $"{IntervalCsv.Header}\ns,v,micro,3,5,9,30\n{row}\n";
        InputException error = Assert.Throws<InputException>(() => IntervalCsv.Parse(new StringReader(text), "list.csv"));
        Assert.Equal($"list.csv, {place}", error.Place);
        Assert.Equal(found, error.Found);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("", "missing: subject, video, kind, onset, apex, offset, fps")]
    [InlineData("subject,video,kind,onset,apex,offset\n", "missing: fps")]
    public void A_missing_column_is_named(string text, string expected) =>
        Assert.EndsWith(expected, Assert.Throws<InputException>(() => IntervalCsv.Parse(new StringReader(text), "list.csv")).Expected);

    [Fact]
    public void A_header_without_rows_is_an_error() =>
        Assert.Equal("a header without rows",
            Assert.Throws<InputException>(() => IntervalCsv.Parse(new StringReader(IntervalCsv.Header + "\n"), "list.csv")).Found);

    [Fact]
    public void Mixed_rates_are_not_written_and_leave_no_file()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mex-").FullName, "list.csv");
        Assert.Throws<ArgumentException>(() => IntervalCsv.Write(path,
            [new("s", "v", ExpressionKind.Micro, 1, null, 2, 30), new("s", "v", ExpressionKind.Micro, 1, null, 2, 200)]));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("nowhere.csv", Assert.Throws<InputException>(() => IntervalCsv.Read("nowhere.csv")).Place);
}
