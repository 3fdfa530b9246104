using System.Net;
using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="ResultTable"/> as an HTML <c>figure</c>; colours come from the page, so it reads in light and dark.</summary>
public static class HtmlTable
{
    /// <summary>One <c>&lt;figure class="mex-table"&gt;</c> with caption, table and footnotes; all text is encoded.</summary>
    public static string ToHtml(this ResultTable table)
    {
        var html = new StringBuilder();
        html.Append("<figure class=\"mex-table\"><table>\n<caption>").Append(Encode(table.Title)).Append("</caption>\n<thead><tr>");
        for (int c = 0; c < table.Columns.Count; c++)
            html.Append(Enumerable.Range(0, table.Rows.Count).Any(r => table.IsNumeric(r, c)) ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">")
                .Append(Encode(table.Columns[c].Heading)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        for (int r = 0; r < table.Rows.Count; r++)
        {
            html.Append("<tr class=\"").Append(table.Rows[r].Origin.ToString().ToLowerInvariant()).Append("\">");
            for (int c = 0; c < table.Columns.Count; c++)
            {
                string text = Encode(table.CellText(r, c));
                html.Append(table.IsNumeric(r, c) ? "<td class=\"number\">" : "<td>")
                    .Append(table.IsBest(r, c) ? $"<strong>{text}</strong>" : text).Append("</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table>\n");
        if (table.Footnotes.Count > 0)
            html.Append("<figcaption><ul>").AppendJoin("", table.Footnotes.Select(n => $"<li>{Encode(n)}</li>")).Append("</ul></figcaption>\n");
        return html.Append("</figure>\n").ToString();
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
