using MicroExpressions.Notebooks.Site;

namespace MicroExpressions.Notebooks.Tests.Site;

public sealed class StaticSiteTests : IDisposable
{
    private const string Head = "# Seeing <motion>\n> What moves.\n\n**You will learn** it. [02](02-next.ipynb) [the corpus](../docs/corpus.md) **Time**: 20 s on 2 cores.";
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name)
    {
        Put("01-seeing", ("markdown", Head), ("code", "var x = 1;"));
        Put("02-next", ("markdown", "# Next\n> More."));
        Put("solutions/01-seeing", ("markdown", "# Solutions to 01"));
        StaticSite.Write(Path.Combine(_folder, "notebooks"), Path.Combine(_folder, "site"), plotly: null);
        return File.ReadAllText(Path.Combine(_folder, "site", name));
    }

    private void Put(string name, params (string, string)[] cells)
    {
        string file = Path.Combine(_folder, "notebooks", name + ".ipynb");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, NotebookRunnerTests.Json(cells));
    }

    [Fact]
    public void The_index_names_every_notebook_with_what_it_is_about_and_its_time()
    {
        string index = Write("index.html");
        Assert.Contains("<span class=\"title\">Seeing &lt;motion&gt;</span><span class=\"about\">What moves.</span><span class=\"time\">20 s</span>", index);
        Assert.True(index.IndexOf("01-seeing.html", StringComparison.Ordinal) < index.IndexOf("02-next.html", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_lead_to_the_next_the_previous_and_the_solutions_and_back()
    {
        string first = Write("01-seeing.html"), solution = File.ReadAllText(Path.Combine(_folder, "site", "solutions", "01-seeing.html"));
        Assert.Contains("<a href=\"02-next.html\">Next&nbsp;→</a>", first);
        Assert.Contains("<a href=\"solutions/01-seeing.html\">Solutions</a>", first);
        Assert.Contains("<a href=\"../01-seeing.html\">", solution);
        Assert.Contains("href=\"../site.css\"", solution);
    }

    [Fact]
    public void Links_to_notebooks_lead_to_pages_and_links_out_of_the_site_become_text()
    {
        string page = Write("01-seeing.html");
        Assert.Contains("<a href=\"02-next.html\">02</a>", page);
        Assert.DoesNotContain("corpus.md", page);
        Assert.Contains(" the corpus ", page);
    }

    [Fact]
    public void A_page_of_an_earlier_site_is_taken_away()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "site"));
        File.WriteAllText(Path.Combine(_folder, "site", "old.html"), "");
        Write("index.html");
        Assert.False(File.Exists(Path.Combine(_folder, "site", "old.html")));
    }

    [Fact]
    public void An_archive_that_is_not_the_known_one_is_refused()
    {
        string archive = Path.Combine(_folder, "a.tgz");
        File.WriteAllText(archive, "something else");
        InputException wrong = Assert.Throws<InputException>(() => PlotlyScript.Unpack(archive, Path.Combine(_folder, "plotly.js")));
        Assert.Contains("SHA-512", wrong.Message);
        Assert.False(File.Exists(Path.Combine(_folder, "plotly.js")));
    }
}
