using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Site;

/// <summary>A page that another one links to.</summary>
/// <param name="Title">the notebook's title</param>
/// <param name="Address">relative to the linking page</param>
public sealed record PageLink(string Title, string Address);

/// <summary>A notebook as one HTML page: prose, coloured code and the outputs as committed.</summary>
/// <param name="Notebook">the notebook</param>
/// <param name="Root">the way from the page to the site's root: empty, or <c>../</c></param>
/// <param name="Previous">the notebook before it, or null</param>
/// <param name="Next">the notebook after it, or null</param>
/// <param name="Solutions">its solutions, or, on a page of solutions, the notebook they belong to; null if there are none</param>
public sealed record NotebookPage(Notebook Notebook, string Root, PageLink? Previous, PageLink? Next, PageLink? Solutions)
{
    /// <summary>The page's source.</summary>
    public string ToHtml()
    {
        var body = new StringBuilder();
        foreach (NotebookCell cell in Notebook.Cells)
            if (cell.IsMarkdown)
                body.Append("<section class=\"prose\">\n").Append(Prose.ToHtml(cell.Source)).Append("</section>\n");
            else if (cell.IsCode)
                body.Append(Code(cell));
        body.Append("<nav class=\"turn\">").Append(Link(Previous, "←&nbsp;", "")).Append(Link(Solutions, "", "")).Append(Link(Next, "", "&nbsp;→")).Append("</nav>\n");
        string name = NotebookHead.Of(Notebook).Title;
        return SitePage.Html(name.Length > 0 ? name : Path.GetFileNameWithoutExtension(Notebook.Path), Root, body.ToString());
    }

    private static string Link(PageLink? page, string before, string after) =>
        page is null ? "<span></span>" : $"<a href=\"{WebUtility.HtmlEncode(page.Address)}\">{before}{WebUtility.HtmlEncode(page.Title)}{after}</a>";

    private static string Code(NotebookCell cell)
    {
        var html = new StringBuilder();
        html.Append("<div class=\"cell\">\n<pre class=\"code\"><code>").Append(CSharpColouring.ToHtml(cell.Source)).Append("</code></pre>\n");
        foreach (JsonNode? output in cell.Outputs)
            html.Append(Output(output!));
        return html.Append("</div>\n").ToString();
    }

    private static string Output(JsonNode output) => (string?)output["output_type"] switch
    {
        "stream" => $"<pre class=\"out\">{WebUtility.HtmlEncode(Text(output["text"]))}</pre>\n",
        "error" => $"<pre class=\"error\">{WebUtility.HtmlEncode(Text(output["evalue"]))}</pre>\n",
        _ => Data((JsonObject)output["data"]!),
    };

    private static string Data(JsonObject data) =>
        data["text/html"] is JsonNode html ? $"<div class=\"shown\">{Text(html)}</div>\n"
        : data["image/svg+xml"] is JsonNode svg ? $"<div class=\"shown\">{Text(svg)}</div>\n"
        : data["image/png"] is JsonNode png ? $"<div class=\"shown\"><img alt=\"\" src=\"data:image/png;base64,{Text(png).Trim()}\"></div>\n"
        : $"<pre class=\"out\">{WebUtility.HtmlEncode(Text(data["text/plain"]))}</pre>\n";

    private static string Text(JsonNode? text) => text is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string?)text ?? "";
}
