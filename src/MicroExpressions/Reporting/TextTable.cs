using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="ResultTable"/> as plain text with aligned columns, for terminals, pipes and <c>text/plain</c>.</summary>
public static class TextTable
{
    /// <summary>Title, headings, a rule, rows (the best marked with *), footnotes. Lines end in <c>\n</c>.</summary>
    public static string ToText(this ResultTable table)
    {
        string[][] cells = [.. table.Rows.Select((_, r) => table.Columns.Select((_, c) =>
            table.CellText(r, c) + (table.IsBest(r, c) ? "*" : "")).ToArray())];
        int[] widths = [.. table.Columns.Select((column, c) => cells.Select(row => row[c].Length).Append(column.Heading.Length).Max())];
        bool[] right = [.. table.Columns.Select((_, c) => Enumerable.Range(0, table.Rows.Count).Any(r => table.IsNumeric(r, c)))];

        var text = new StringBuilder();
        text.Append(table.Title).Append('\n');
        Line(table.Columns.Select(c => c.Heading));
        text.AppendJoin("  ", widths.Select(w => new string('─', w))).Append('\n');
        foreach (string[] row in cells)
            Line(row);
        foreach (string note in table.Footnotes)
            text.Append("  · ").Append(note).Append('\n');
        return text.ToString();

        void Line(IEnumerable<string> values) =>
            text.Append(string.Join("  ", values.Select((v, c) => right[c] ? v.PadLeft(widths[c]) : v.PadRight(widths[c]))).TrimEnd()).Append('\n');
    }
}
