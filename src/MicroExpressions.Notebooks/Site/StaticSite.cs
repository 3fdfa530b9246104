using System.Net;
using System.Text;
using MicroExpressions.Notebooks.Jupyter;

namespace MicroExpressions.Notebooks.Site;

/// <summary>The notebooks as pages that need no kernel, no server and no network: an index, a page each, one style, plotly.js once.</summary>
public static class StaticSite
{
    private const string SolutionsFolder = "solutions";

    /// <summary>Writes the site; pages of an earlier one that are no longer made are taken away.</summary>
    /// <param name="notebooks">the folder of the notebooks</param>
    /// <param name="site">the folder of the site</param>
    /// <param name="plotly">plotly.js; null: figures stay still pictures</param>
    /// <returns>the pages, the index first</returns>
    /// <exception cref="InputException">a notebook that cannot be read</exception>
    public static IReadOnlyList<string> Write(string notebooks, string site, string? plotly)
    {
        Notebook[] lessons = Read(notebooks), solutions = Read(Path.Combine(notebooks, SolutionsFolder));
        var pages = new List<(string Place, string Html)> { ("index.html", Index(lessons, solutions)) };
        for (int i = 0; i < lessons.Length; i++)
        {
            Notebook? solved = solutions.FirstOrDefault(s => Number(s) == Number(lessons[i]));
            pages.Add((Page(lessons[i]), new NotebookPage(lessons[i], "",
                i > 0 ? Link(lessons[i - 1]) : null, i + 1 < lessons.Length ? Link(lessons[i + 1]) : null,
                solved is null ? null : new PageLink("Solutions", $"{SolutionsFolder}/{Page(solved)}")).ToHtml()));
        }
        foreach (Notebook solution in solutions)
        {
            Notebook? lesson = lessons.FirstOrDefault(l => Number(l) == Number(solution));
            pages.Add(($"{SolutionsFolder}/{Page(solution)}", new NotebookPage(solution, "../", null, null,
                lesson is null ? null : new PageLink(Link(lesson).Title, "../" + Page(lesson))).ToHtml()));
        }

        foreach (string old in Directory.Exists(site) ? Directory.GetFiles(site, "*.html", SearchOption.AllDirectories) : [])
            File.Delete(old);
        foreach ((string place, string html) in pages)
            Put(site, place, html);
        Put(site, "site.css", JupyterFolder.Resource("site.css"));
        Put(site, "figures.js", JupyterFolder.Resource("figures.js"));
        Put(site, "plotly.js", plotly is null ? "// not fetched: figures stay still pictures\n" : File.ReadAllText(plotly));
        return [.. pages.Select(p => Path.Combine(site, p.Place))];
    }

    private static Notebook[] Read(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.ipynb").Order(StringComparer.Ordinal).Select(Notebook.Read)]
        : [];

    private static string Index(Notebook[] lessons, Notebook[] solutions)
    {
        var body = new StringBuilder("""
            <h1>The notebooks</h1>
            <p class="lead">Finding micro-expressions and measuring their intensity, learned from the weakest labels: every formula run, every claim asserted, every number honest.</p>
            <ol class="contents">

            """);
        foreach (Notebook lesson in lessons)
        {
            NotebookHead head = NotebookHead.Of(lesson);
            body.Append($"<li><a href=\"{Page(lesson)}\"><span class=\"number\">{Number(lesson)}</span><span class=\"title\">{WebUtility.HtmlEncode(Link(lesson).Title)}</span>")
                .Append($"<span class=\"about\">{WebUtility.HtmlEncode(head.Quote)}</span><span class=\"time\">{head.Time}</span></a></li>\n");
        }
        body.Append("</ol>\n");
        if (solutions.Length > 0)
            body.Append("<p>Solutions to the exercises: ").AppendJoin(" · ", solutions.Select(s => $"<a href=\"{SolutionsFolder}/{Page(s)}\">{Number(s)}</a>")).Append("</p>\n");
        body.Append("<p class=\"quiet\">Times are those of two cores. The kit is no lie detector: a micro-expression says that a face moved, not why.</p>\n");
        return SitePage.Html("Micro-expression research kit: the notebooks", "", body.ToString());
    }

    private static PageLink Link(Notebook notebook) =>
        new(NotebookHead.Of(notebook).Title is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(notebook.Path), Page(notebook));

    private static string Page(Notebook notebook) => Path.GetFileNameWithoutExtension(notebook.Path) + ".html";

    /// <summary>What stands before the first dash of the file's name.</summary>
    private static string Number(Notebook notebook) => Path.GetFileNameWithoutExtension(notebook.Path).Split('-')[0];

    private static void Put(string site, string place, string text) => WholeFile.WriteText(Path.Combine(site, place), to => to.Write(text));
}
