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
    [InlineData("me", ExpressionKind.Micro)]
    [InlineData("ME", ExpressionKind.Micro)]
    [InlineData("Micro-expression", ExpressionKind.Micro)]
    [InlineData("micro_expression", ExpressionKind.Micro)]
    [InlineData("Micro - 1/2", ExpressionKind.Micro)]
    [InlineData("mae", ExpressionKind.Macro)]
    [InlineData("MaE", ExpressionKind.Macro)]
    [InlineData("macro expression", ExpressionKind.Macro)]
    [InlineData("Macro", ExpressionKind.Macro)]
    public void The_usual_words_for_the_kinds_are_read_alike(string word, ExpressionKind kind) =>
        Assert.Equal(kind, Assert.Single(IntervalCsv.Parse(new StringReader($"{IntervalCsv.Header}\ns,v,{word},3,5,9,30\n"), "text")).Kind);

    [Fact]
    public void Marks_for_no_apex_and_blank_rows_are_counted_by_their_rules()
    {
        string[] marks = ["/", "\\", "-", "-1", "0", "n/a", "NaN", "-1.0"];
        IntervalList list = Read($"{IntervalCsv.Header}\n{string.Concat(marks.Select((mark, i) => $"s,v,micro,{i + 1},{mark},{i + 9},30\n"))},,,,,,\ns,v,micro,50,,59,30\ns,v,micro,60,62.0,69.0,30\n");
        Assert.Equal([.. marks.Select(_ => (int?)null), null, 62], list.Intervals.Select(i => i.Apex));
        Assert.Equal([(AnnotationRule.BlankRow, 1), (AnnotationRule.ApexUnlabelled, 8)], list.Report.RepairsByRule.Select(r => (r.Key, r.Value)));
        Assert.Equal(new RowRepair(AnnotationRule.ApexUnlabelled, "list", 3, "apex '\\' → none"), list.Report.Repaired[1]);
    }

    [Theory]
    [InlineData("subject;video;kind;onset;apex;offset;fps\ns;v;me;3;;9;29,97\n")]
    [InlineData("\uFEFFSubject,Video,Kind,Onset,Apex,Offset,FPS\r\ns,v,me,3,,9,29.97\r\n")]
    [InlineData("subject\tvideo\tkind\tonset\tapex\toffset\tfps\ns\tv\tme\t3\t\t9\t29,97\n")]
    public void Other_separators_decimal_commas_and_spellings_of_the_header_are_read(string text) =>
        Assert.Equal([new("s", "v", ExpressionKind.Micro, 3, null, 9, 29.97)], Read(text).Intervals);

    private static IntervalList Read(string text)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mex-").FullName, "list.csv");
        File.WriteAllText(path, text);
        return AnnotationFile.ReadIntervals(path);
    }

    [Theory]
    [InlineData("s,v,macro,10,5,20,30", "row 3, column 'apex'", "apex 5 outside [10, 20]")]
    [InlineData("s,v,macro,10,25,20,30", "row 3, column 'apex'", "apex 25 outside [10, 20]")]
    [InlineData("s,v,macro,10,,5,30", "row 3, column 'offset'", "offset 5 before onset 10")]
    [InlineData("s,v,macro,ten,,5,30", "row 3, column 'onset'", "'ten'")]
    [InlineData("s,v,macro,0,,5,30", "row 3, column 'onset'", "'0'")]
    [InlineData("s,v,macro,/,,5,30", "row 3, column 'onset'", "'/'")]
    [InlineData("s,v,macro,1.5,,5,30", "row 3, column 'onset'", "'1.5'")]
    [InlineData("s,v,2,1,,5,30", "row 3, column 'kind'", "'2'")]
    [InlineData("s,v,happy,1,,5,30", "row 3, column 'kind'", "'happy'")]
    [InlineData("s,v,macro,1,x,5,30", "row 3, column 'apex'", "'x'")]
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
