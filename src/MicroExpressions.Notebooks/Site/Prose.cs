using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MicroExpressions.Notebooks.Site;

/// <summary>A markdown cell as HTML. Links to notebooks lead to their pages; links to other files of the repository, which the site does not hold, become their text.</summary>
internal static class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().UseAutoLinks().UseEmphasisExtras().UseSoftlineBreakAsHardlineBreak().Build();

    internal static string ToHtml(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>().Where(l => !l.IsImage).ToList())
        {
            string url = link.Url ?? "";
            if (url.StartsWith('#') || Uri.TryCreate(url, UriKind.Absolute, out Uri? absolute) && absolute.Scheme != Uri.UriSchemeFile)
                continue;
            if (url.Split('#')[0].EndsWith(".ipynb", StringComparison.Ordinal))
                link.Url = url.Replace(".ipynb", ".html", StringComparison.Ordinal);
            else
                Unlink(link);
        }
        using var html = new StringWriter { NewLine = "\n" };
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }

    private static void Unlink(LinkInline link)
    {
        while (link.FirstChild is Inline text)
        {
            text.Remove();
            link.InsertBefore(text);
        }
        link.Remove();
    }
}
