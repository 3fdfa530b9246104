using MicroExpressions.Reporting;

namespace MicroExpressions.Tests.Reporting;

public class HtmlPageTests
{
    [Fact]
    public void A_page_needs_nothing_from_outside()
    {
        string page = new HtmlPage("Title <1>").Heading("a & b").Text("x < y").Picture([1, 2, 3], "image/png", "what it shows").ToString();
        Assert.Contains("<h1>Title &lt;1&gt;</h1>", page);
        Assert.Contains("<h2>a &amp; b</h2>", page);
        Assert.Contains("<p>x &lt; y</p>", page);
        Assert.Contains("src=\"data:image/png;base64,AQID\"", page);
        Assert.DoesNotContain("http", page);
    }

    [Fact]
    public void Sentences_stand_out_and_files_are_linked_by_names_that_may_hold_anything()
    {
        string page = new HtmlPage("Title").Lead("a < b").Warning("c & d").Files([("my #1 <x>.csv", "e > f")]).ToString();
        Assert.Contains("<p class=\"lead\">a &lt; b</p>", page);
        Assert.Contains("<p class=\"warning\">c &amp; d</p>", page);
        Assert.Contains("<li><a href=\"my%20%231%20%3Cx%3E.csv\">my #1 &lt;x&gt;.csv</a>: e &gt; f</li>", page);
    }

    [Fact]
    public void Writing_replaces_the_file_whole_and_leaves_no_part_behind()
    {
        string folder = Directory.CreateTempSubdirectory("mex").FullName;
        try
        {
            string path = Path.Combine(folder, "deeper", "index.html");
            new HtmlPage("one").Write(path);
            new HtmlPage("two").Write(path);
            Assert.Contains("<h1>two</h1>", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
