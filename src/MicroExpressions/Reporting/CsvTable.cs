using System.Globalization;
using System.Text;
using MicroExpressions.Annotations;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="ResultTable"/> as CSV (RFC 4180, <c>\n</c> line ends) for other programs: numbers in full precision.</summary>
public static class CsvTable
{
    /// <summary>A header line and a line per row; means keep their deviation in a column of its own, each row its origin.</summary>
    public static string ToCsv(this ResultTable table)
    {
        bool[] deviates = [.. table.Columns.Select((_, c) => table.Rows.Any(r => r.Cells[c] is MeanAndDeviation))];
        var text = new StringBuilder();
        Line(table.Columns.SelectMany((column, c) => deviates[c] ? [column.Heading, column.Heading + " sd"] : new[] { column.Heading }).Select(FormulaText.Guarded).Append("origin"));
        foreach (ResultRow row in table.Rows)
            Line(row.Cells.SelectMany((cell, c) => Fields(cell, deviates[c])).Append(row.Origin.ToString().ToLowerInvariant()));
        return text.ToString();

        void Line(IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Quote)).Append('\n');
    }

    private static IEnumerable<string> Fields(object? cell, bool withDeviation)
    {
        yield return cell is MeanAndDeviation m ? Exact(m.Mean) : Exact(cell);
        if (withDeviation)
            yield return cell is MeanAndDeviation { Count: > 1 } d ? Exact(d.Deviation) : "";
    }

    private static string Exact(object? cell) => cell switch
    {
        null => "",
        string text => FormulaText.Guarded(text),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny("\",\n\r") >= 0 ? $"\"{field.Replace("\"", "\"\"")}\"" : field;
}
