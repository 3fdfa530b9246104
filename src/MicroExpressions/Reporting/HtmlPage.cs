using System.Net;
using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>One self-contained HTML page: headings, text, tables, pictures; no request leaves it, it reads in light and dark.</summary>
public sealed class HtmlPage(string title)
{
    private readonly StringBuilder _body = new();

    /// <summary>A section heading.</summary>
    public HtmlPage Heading(string text) => Raw($"<h2>{WebUtility.HtmlEncode(text)}</h2>\n");

    /// <summary>A paragraph of plain text.</summary>
    public HtmlPage Text(string text) => Raw($"<p>{WebUtility.HtmlEncode(text)}</p>\n");

    /// <summary>The first paragraph, which says in a sentence what was found.</summary>
    public HtmlPage Lead(string text) => Raw($"<p class=\"lead\">{WebUtility.HtmlEncode(text)}</p>\n");

    /// <summary>A paragraph that nobody should pass over.</summary>
    public HtmlPage Warning(string text) => Raw($"<p class=\"warning\">{WebUtility.HtmlEncode(text)}</p>\n");

    /// <summary>Links to files that lie beside the page.</summary>
    /// <param name="files">each with what is in it</param>
    public HtmlPage Files(IEnumerable<(string Name, string Holds)> files) => Raw(
        $"<ul>\n{string.Concat(files.Select(f => $"<li><a href=\"{Uri.EscapeDataString(f.Name)}\">{WebUtility.HtmlEncode(f.Name)}</a>: {WebUtility.HtmlEncode(f.Holds)}</li>\n"))}</ul>\n");

    /// <summary>A table with its footnotes.</summary>
    public HtmlPage Table(ResultTable table) => Raw($"<div class=\"wide\">{table.ToHtml()}</div>\n");

    /// <summary>A figure, as its still picture.</summary>
    public HtmlPage Figure(Figure figure) => Raw($"<figure>{figure.ToSvg()}</figure>\n");

    /// <summary>A picture, embedded.</summary>
    /// <param name="bytes">the encoded picture</param>
    /// <param name="mediaType">e.g. <c>image/png</c></param>
    /// <param name="caption">what it shows; also the alternative text</param>
    public HtmlPage Picture(ReadOnlySpan<byte> bytes, string mediaType, string caption)
    {
        string encoded = WebUtility.HtmlEncode(caption);
        return Raw($"<figure><img alt=\"{encoded}\" src=\"data:{mediaType};base64,{Convert.ToBase64String(bytes)}\"><figcaption>{encoded}</figcaption></figure>\n");
    }

    /// <summary>Markup of the kit's own making, put in as it is.</summary>
    public HtmlPage Raw(string html)
    {
        _body.Append(html);
        return this;
    }

    /// <summary>Writes the whole page, or nothing.</summary>
    /// <exception cref="InputException">it cannot be written</exception>
    public void Write(string path) => WholeFile.WriteText(path, to => to.Write(ToString()));

    /// <summary>The page's source.</summary>
    public override string ToString() => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        <h1>{WebUtility.HtmlEncode(title)}</h1>
        {_body}</main>
        </body>
        </html>

        """;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1b1f24; --paper: #ffffff; --quiet: #5b6570; --rule: #d5dae0; --tint: #f3f5f8; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7ebf0; --paper: #14171b; --quiet: #9aa5b1; --rule: #333a43; --tint: #1d2127; } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 62rem; margin: 2.5rem auto; padding: 0 1.25rem; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 1.5rem; }
        h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--rule); }
        .lead { font-size: 1.12rem; }
        .warning { border-left: 4px solid #D55E00; background: var(--tint); padding: .7rem 1rem; margin: 1.2rem 0; }
        .wide { overflow-x: auto; }
        figure { margin: 1rem 0 1.75rem; }
        img, svg { max-width: 100%; height: auto; }
        table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
        caption { text-align: left; font-weight: 600; padding: 0 0 .5rem; }
        th, td { padding: .3rem .8rem; text-align: left; vertical-align: top; }
        thead th { border-bottom: 2px solid var(--rule); font-weight: 600; }
        tbody td { border-bottom: 1px solid var(--rule); }
        .number { text-align: right; white-space: nowrap; }
        tr.paper { color: var(--quiet); font-style: italic; }
        tr.control { background: var(--tint); }
        figcaption, figcaption ul { color: var(--quiet); font-size: .86rem; }
        figcaption ul { margin: .5rem 0 0; padding-left: 1.1rem; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .9em; }
        """;
}
