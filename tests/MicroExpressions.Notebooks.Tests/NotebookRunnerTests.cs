using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal static string Json(params (string Type, string Source)[] cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((c, i) => (JsonNode)(c.Type == "code"
            ? new JsonObject { ["cell_type"] = "code", ["execution_count"] = null, ["id"] = $"c{i}", ["metadata"] = new JsonObject { ["kept"] = true }, ["outputs"] = new JsonArray(), ["source"] = new JsonArray(c.Source) }
            : new JsonObject { ["cell_type"] = c.Type, ["id"] = $"c{i}", ["metadata"] = new JsonObject(), ["source"] = c.Source }))]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" }, ["unknown"] = "kept" },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    private Notebook Book(params (string Type, string Source)[] cells) => Notebook.Parse(Path.Combine(_folder, "book.ipynb"), Json(cells));

    private static IReadOnlyList<CellResult> Run(Notebook notebook, double seconds = 60) => NotebookRunner.Run(notebook, new NotebookSession(notebook.Path).Execute, TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Outputs_are_written_back_and_all_else_is_kept()
    {
        Notebook book = Book(("markdown", "# Title"), ("code", "Console.Write(1); Console.Write(2);\n3"));
        Run(book);
        book.Write();
        JsonNode read = JsonNode.Parse(File.ReadAllText(book.Path))!;
        JsonNode cell = read["cells"]![1]!;
        Assert.Equal(1, (int)cell["execution_count"]!);
        Assert.Equal("12", (string?)cell["outputs"]![0]!["text"]![0]);
        Assert.Equal("3", (string?)cell["outputs"]![1]!["data"]!["text/plain"]![0]);
        Assert.True((bool)cell["metadata"]!["kept"]!);
        Assert.Equal("kept", (string?)read["metadata"]!["unknown"]);
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        // in a process of its own, whose console no other test writes to
        string Once()
        {
            Notebook book = Book(("code", "display(HTML(\"<b>x</b>\")); Enumerable.Range(0, 3)"));
            book.Write();
            using KernelProcess process = KernelProcess.Start(book.Path);
            NotebookRunner.Run(book, process.Execute, TimeSpan.FromSeconds(60));
            return book.ToString();
        }
        string first = Once();
        Assert.Equal(first, Once());
        Assert.EndsWith("}\n", first);
    }

    [Fact]
    public void A_failing_cell_ends_the_run_and_later_cells_keep_their_outputs()
    {
        Notebook book = Book(("code", "int a = 1;"), ("code", "throw new Exception(\"no\");"), ("code", "a"));
        IReadOnlyList<CellResult> results = Run(book);
        Assert.Equal(2, results.Count);
        Assert.Contains("book.ipynb#cell2, line 1", results[1].Error!.Message);
        Assert.Null(book.Cells[2].Json["execution_count"]);
    }

    [Fact]
    public void A_whole_run_leaves_what_was_run_and_a_failed_one_takes_it_away()
    {
        Notebook book = Book(("code", "int a = 1;"), ("code", "a"));
        Run(book);
        Assert.Equal(book.SourcesDigest, book.RanDigest);
        book.Cells[1].Json["source"] = "nonsense";
        Assert.NotEqual(book.SourcesDigest, book.RanDigest);
        Run(book);
        Assert.Null(book.RanDigest);
    }

    [Fact]
    public void An_endless_cell_is_ended_at_the_limit_and_named()
    {
        ErrorOutput? error = Run(Book(("code", "Console.WriteLine(\"before\");\nwhile (true) { }")), seconds: 3)[0].Error;
        Assert.Equal("TimeLimit", error!.Name);
        Assert.Contains("cell 1 ran longer than 3 s", error.Message);
    }

    [Fact]
    public void Broken_JSON_is_named_with_its_line()
    {
        string path = Path.Combine(_folder, "broken.ipynb");
        File.WriteAllText(path, "{\n \"cells\": [\n");
        InputException wrong = Assert.Throws<InputException>(() => Notebook.Read(path));
        Assert.Contains("broken.ipynb, line 3", wrong.Place);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"cells\": [], \"metadata\": {}, \"nbformat\": 3}")]
    [InlineData("{\"cells\": [{}], \"metadata\": {}, \"nbformat\": 4}")]
    public void JSON_that_is_no_notebook_is_refused(string json) => Assert.Throws<InputException>(() => Notebook.Parse("x.ipynb", json));

    [Fact]
    public void Tables_and_figures_show_themselves_by_name()
    {
        var table = new MicroExpressions.Reporting.ResultTable("T", [new("a")], [new MicroExpressions.Reporting.ResultRow(1)]);
        Assert.Equal(["text/html", "text/plain"], Formatting.Of(table).Select(f => f.MediaType));
        var figure = new MicroExpressions.Reporting.Figure("F", new("x"), [new(new("y"), [new MicroExpressions.Reporting.LineTrace("</script>", [0, 1], [0, 1], "#000000")])]);
        string html = Formatting.Of(figure)[0].Content;
        Assert.Contains("<svg", html);
        Assert.Equal(2, html.Split("</script>").Length - 1); // the kit's own two; a name cannot end the script early
    }
}
