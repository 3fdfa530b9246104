using System.Globalization;

namespace MicroExpressions.Reporting;

/// <summary>Which value of a column is set in bold: among the rows of ours, never the paper's, a control's or a leaky one's.</summary>
public enum Best
{
    /// <summary>Nothing is set in bold.</summary>
    None,

    /// <summary>The largest value is the best (F1, ρ).</summary>
    Highest,

    /// <summary>The smallest value is the best (errors, times).</summary>
    Lowest,
}

/// <summary>Where a row's numbers come from; a table never mixes them unmarked.</summary>
public enum RowOrigin
{
    /// <summary>Computed by the kit in this run.</summary>
    Ours,

    /// <summary>Printed in the paper.</summary>
    Paper,

    /// <summary>Computed in this run by something that sees no image or learns nothing.</summary>
    Control,

    /// <summary>Computed in this run by models that learnt from the people they are tested on: to be compared with, never the best.</summary>
    Leaky,
}

/// <summary>A column of a <see cref="ResultTable"/>.</summary>
/// <param name="Name">heading</param>
/// <param name="Unit">unit, shown behind the heading; empty for none</param>
/// <param name="Format">.NET format of its numbers, e.g. <c>0.0000</c></param>
/// <param name="Best">which value stands out</param>
public sealed record ResultColumn(string Name, string Unit = "", string Format = "0.####", Best Best = Best.None)
{
    /// <summary>Heading with its unit: <c>Error (frames)</c>.</summary>
    public string Heading => Unit.Length == 0 ? Name : $"{Name} ({Unit})";
}

/// <summary>A mean over seeds with its standard deviation; shown as <c>0.3451 ± 0.0120</c>.</summary>
/// <param name="Mean">mean over the seeds</param>
/// <param name="Deviation">sample standard deviation over the seeds</param>
/// <param name="Count">number of seeds</param>
public sealed record MeanAndDeviation(double Mean, double Deviation, int Count)
{
    /// <summary>Of these values; one alone deviates by 0.</summary>
    /// <param name="values">a figure of each seed, at least one</param>
    public static MeanAndDeviation Of(IReadOnlyList<double> values)
    {
        double mean = values.Average();
        return new(mean, values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)), values.Count);
    }
}

/// <summary>A row: one cell per column, each a string, a number, a <see cref="MeanAndDeviation"/> or <c>null</c> (shown as –).</summary>
public sealed record ResultRow(params IReadOnlyList<object?> Cells)
{
    /// <summary>Where its numbers come from.</summary>
    public RowOrigin Origin { get; init; } = RowOrigin.Ours;
}

/// <summary>
/// A table of results: what every experiment of the kit ends in. It shows itself as plain text, HTML, Markdown, LaTeX and CSV
/// (<see cref="TextTable"/>, <see cref="HtmlTable"/>, <see cref="MarkdownTable"/>, <see cref="LatexTable"/>, <see cref="CsvTable"/>).
/// </summary>
[TypeFormatterSource(typeof(ResultTableFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ResultTable
{
    /// <param name="title">what the table shows</param>
    /// <param name="columns">the columns, first to last</param>
    /// <param name="rows">rows with one cell per column</param>
    /// <exception cref="ArgumentException">a row has another number of cells than there are columns</exception>
    public ResultTable(string title, IReadOnlyList<ResultColumn> columns, IReadOnlyList<ResultRow> rows)
    {
        for (int r = 0; r < rows.Count; r++)
            if (rows[r].Cells.Count != columns.Count)
                throw new ArgumentException($"row {r + 1} of \"{title}\" has {rows[r].Cells.Count} cells for {columns.Count} columns", nameof(rows));
        (Title, Columns, Rows) = (title, columns, rows);
    }

    /// <summary>What the table shows.</summary>
    public string Title { get; }

    /// <summary>The columns, first to last.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>The rows, top to bottom.</summary>
    public IReadOnlyList<ResultRow> Rows { get; }

    /// <summary>What stands under the table: [chosen] values, policies, what a number does not show.</summary>
    public IReadOnlyList<string> Footnotes { get; init; } = [];

    /// <summary>A cell as text, in its column's format and the invariant culture.</summary>
    public string CellText(int row, int column) => Text(Rows[row].Cells[column], Columns[column].Format);

    /// <summary>Whether the cell holds a number, and so stands to the right.</summary>
    public bool IsNumeric(int row, int column) => Value(Rows[row].Cells[column]) is not null;

    /// <summary>Whether the cell is the best of its column among the rows of ours; all that tie are.</summary>
    public bool IsBest(int row, int column)
    {
        Best best = Columns[column].Best;
        if (best == Best.None || Rows[row].Origin != RowOrigin.Ours || Value(Rows[row].Cells[column]) is not double own)
            return false;
        var others = Rows.Where(r => r.Origin == RowOrigin.Ours).Select(r => Value(r.Cells[column])).OfType<double>().Where(v => !double.IsNaN(v)).ToList();
        return others.Count > 1 && own == (best == Best.Highest ? others.Max() : others.Min());
    }

    private static double? Value(object? cell) => cell switch
    {
        MeanAndDeviation m => m.Mean,
        double d => d,
        float f => f,
        int i => i,
        long l => l,
        _ => null,
    };

    private static string Text(object? cell, string format) => cell switch
    {
        null => "–",
        string s => s,
        MeanAndDeviation { Count: 1 } m => Number(m.Mean, format),
        MeanAndDeviation m => $"{Number(m.Mean, format)} ± {Number(m.Deviation, format)}",
        int or long => ((IFormattable)cell).ToString(null, CultureInfo.InvariantCulture),
        double d => Number(d, format),
        float f => Number(f, format),
        _ => throw new ArgumentException($"a cell of type {cell.GetType().Name}: expected a string, a number, a MeanAndDeviation or null"),
    };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
