using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>A formula is text in what is read; in what is written for spreadsheet programs, no name from a user's file begins a cell as one does.</summary>
public sealed class FormulasTests : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Formulas => ["=1+1", "=cmd|'calc'!A0", "+1+cmd|'calc'!A0", "-2+3", "@SUM(A1:A2)", "\t=1+1", "'=1+1", "''=1+1"];

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("=1+1")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1:A2)")]
    public void A_formula_in_a_csv_is_read_as_its_text(string formula) => Assert.Equal(formula, Cell(Encoding.UTF8.GetBytes($"a,b\n{formula},2\n"), 1));

    [Fact]
    public void Of_a_formula_in_an_xlsx_the_value_is_read_that_was_kept_beside_it_and_nothing_is_computed() => Assert.Equal("7", Cell(SharedTexts.Xlsx(), 2, 1));   // <f>1+1</f><v>7</v>

    [Theory, MemberData(nameof(Formulas))]
    public void A_written_list_begins_no_cell_with_a_formula_and_reads_back_the_same(string name)
    {
        ExpressionInterval[] intervals = [new(name, name, ExpressionKind.Micro, 1, 2, 3, 30)];
        IntervalCsv.Write(folder["a.csv"], intervals);
        NoFormula(folder["a.csv"]);
        Assert.Equal(intervals, IntervalCsv.Read(folder["a.csv"]).Intervals);
    }

    [Theory, MemberData(nameof(Formulas))]
    public void Written_detections_begin_no_cell_with_a_formula_and_read_back_the_same(string name)
    {
        Detection[] detections = [new(name.Trim(), name.Trim(), 1, 2, -0.5)];
        DetectionFile.Write(folder["a.csv"], detections);
        NoFormula(folder["a.csv"]);
        Assert.Equal(detections, DetectionFile.Read(folder["a.csv"]).Select(d => d with { Place = detections[0].Place }));
        Assert.Equal(name.Trim(), DetectionList.Read(folder["a.csv"], [new(name.Trim(), name.Trim(), ExpressionKind.Micro, 1, 2, 3, 30)]).Detections[0].Video);
    }

    [Theory, MemberData(nameof(Formulas))]
    public void A_submission_begins_no_cell_with_a_formula_and_reads_back_the_same(string name)
    {
        MegcPrediction[] predictions = [new(name.Trim(), 1, 2, ExpressionKind.Micro)];
        MegcSubmission.Write(folder["a.csv"], predictions);
        NoFormula(folder["a.csv"]);
        Assert.Equal(predictions, MegcSubmission.Read(folder["a.csv"]));
    }

    [Theory, MemberData(nameof(Formulas))]
    public void Tables_and_intervals_of_reports_begin_no_cell_with_a_formula(string name)
    {
        File.WriteAllText(folder["a.csv"], new ResultTable("T", [new("row"), new("difference")], [new(name, -0.25)]).ToCsv());
        NoFormula(folder["a.csv"]);
        Assert.Contains(",-0.25,", File.ReadAllText(folder["a.csv"]));       // a number stays one
        using (StreamWriter to = File.CreateText(folder["b.csv"]))
            SpottingFiles.WriteIntervals(to, name, [new(1, 3, ExpressionKind.Micro, -0.5)], FrameTimes.Even(10, 30));
        NoFormula(folder["b.csv"]);
    }

    private string? Cell(byte[] file, int row, int column = 0)
    {
        File.WriteAllBytes(folder["a.csv"], file);
        return Spreadsheet.Read(folder["a.csv"]).Sheets[0].Rows[row].Text(column);
    }

    /// <summary>By a reader of its own, as a spreadsheet program would split the rows: what is no number begins with none of OWASP's characters.</summary>
    private static void NoFormula(string path)
    {
        using var parser = new CsvHelper.CsvParser(new StringReader(File.ReadAllText(path)), System.Globalization.CultureInfo.InvariantCulture);
        while (parser.Read())
            foreach (string cell in parser.Record!)
                Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0]) && !double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _), cell);
    }
}
