using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="ResultTable"/> as GitHub Markdown.</summary>
public static class MarkdownTable
{
    /// <summary>Bold title, pipe table with right-aligned numbers, footnotes as a list.</summary>
    public static string ToMarkdown(this ResultTable table)
    {
        var text = new StringBuilder();
        text.Append("**").Append(Escape(table.Title)).Append("**\n\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(c => Escape(c.Heading))).Append(" |\n|");
        for (int c = 0; c < table.Columns.Count; c++)
            text.Append(Enumerable.Range(0, table.Rows.Count).Any(r => table.IsNumeric(r, c)) ? "---:|" : "---|");
        text.Append('\n');
        for (int r = 0; r < table.Rows.Count; r++)
            text.Append("| ").AppendJoin(" | ", table.Columns.Select((_, c) =>
                table.IsBest(r, c) ? $"**{Escape(table.CellText(r, c))}**" : Escape(table.CellText(r, c)))).Append(" |\n");
        if (table.Footnotes.Count > 0)
            text.Append('\n').AppendJoin("", table.Footnotes.Select(n => $"- {Escape(n)}\n"));
        return text.ToString();
    }

    private static string Escape(string text) => text.Replace("\\", "\\\\").Replace("|", "\\|").Replace("*", "\\*").Replace("\n", " ");
}
