using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests;

/// <summary>A sound notebook, broken in one place at a time.</summary>
public class NotebookLinterTests
{
    private const string Head = "# Title\n> What it is about.\n\n**You will learn** this.\n**Before this**: nothing. **Next**: [02](02-next.ipynb). **Time**: 20 s on 2 cores.";
    private const string SetUp = "#r \"../kit.dll\"\nConsole.WriteLine(RunConditions.Here());";
    private static readonly (string, string)[] Sound =
        [("markdown", Head), ("code", SetUp), ("markdown", "## Why?\nBecause."), ("code", "Check.That(true, \"holds\");"), ("markdown", "## Summary\nx\n## Exercises\nx\n## References\nx")];

    private static Notebook Book(string path, (string, string)[] cells, Action<JsonObject>? change = null)
    {
        var json = (JsonObject)JsonNode.Parse(NotebookRunnerTests.Json(cells))!;
        json["metadata"]!["language_info"] = new JsonObject { ["name"] = "C#" };
        int executed = 0;
        foreach (JsonNode? cell in (JsonArray)json["cells"]!)
            if ((string?)cell!["cell_type"] == "code")
                cell["execution_count"] = ++executed;
        Notebook whole = Notebook.Parse(path, json.ToJsonString());
        json["metadata"]!["mex"] = new JsonObject { ["ran"] = whole.SourcesDigest };
        change?.Invoke(json);
        return Notebook.Parse(path, json.ToJsonString());
    }

    private static string[] Found(Notebook notebook) => [.. NotebookLinter.Check(notebook).Select(f => f.What)];

    private static string[] With(int cell, string source)
    {
        (string, string)[] cells = [.. Sound];
        cells[cell] = (cells[cell].Item1, source);
        return Found(Book("book.ipynb", cells));
    }

    [Fact]
    public void A_sound_notebook_gives_no_finding() => Assert.Empty(Found(Book("book.ipynb", Sound)));

    [Theory]
    [InlineData(0, "no title", "is not a title")]
    [InlineData(0, "# T\n**You will learn** a\n**Before this**: [1](1.ipynb). 5 s on 2 cores", "says what this is about")]
    [InlineData(0, "# T\n> q\n**Before this**: [1](1.ipynb). 5 s on 2 cores", "**You will learn**")]
    [InlineData(0, "# T\n> q\n**You will learn** a [1](1.ipynb). 5 s on 2 cores", "**Before this**")]
    [InlineData(0, "# T\n> q\n**You will learn** a\n**Before this**: nothing. 5 s on 2 cores", "no link")]
    [InlineData(0, "# T\n> q\n**You will learn** a\n**Before this**: [1](1.ipynb)", "how long it takes")]
    [InlineData(1, "Console.WriteLine(1);", "the set-up cell")]
    [InlineData(1, "#r \"kit.dll\"", "the set-up cell")]
    [InlineData(2, "## Why\nBecause.", "no question")]
    [InlineData(2, "# Second", "a second title")]
    [InlineData(3, "var a = 1;", "nothing is asserted")]
    [InlineData(3, "1;\n2;\n3;\n4;\n5;\n6;\n7;\n8;\nCheck.That(true, \"\");", "9 lines")]
    [InlineData(3, "Check.That(true, \"/home/me/x\");", "a path of one machine")]
    [InlineData(4, "## Summary\n## References", "## Exercises is missing")]
    public void What_a_cell_lacks_is_named(int cell, string source, string rule) => Assert.Contains(With(cell, source), f => f.Contains(rule));

    [Fact]
    public void A_section_without_an_assertion_is_named_even_if_another_has_one()
    {
        (string, string)[] cells = [.. Sound[..4], ("markdown", "## How?"), ("code", "var a = 1;"), Sound[4]];
        Assert.Equal(["the section \"How?\" asserts nothing (Check.…)"], Found(Book("book.ipynb", cells)));
    }

    [Fact]
    public void Two_code_cells_need_a_word_between_them() =>
        Assert.Contains(Found(Book("book.ipynb", [.. Sound[..4], ("code", "var a = 1;"), Sound[4]])), f => f.Contains("two code cells"));

    [Fact]
    public void Code_that_changed_after_the_run_is_stale() =>
        Assert.Contains(Found(Book("book.ipynb", Sound, json => json["cells"]![3]!["source"] = "Check.That(1 == 1, \"\");")), f => f.Contains("not those of a whole run"));

    [Fact]
    public void Ids_are_unique_and_well_formed()
    {
        Assert.Contains(Found(Book("book.ipynb", Sound, json => json["cells"]![1]!["id"] = "c0")), f => f.Contains("c0 stands twice"));
        Assert.Contains(Found(Book("book.ipynb", Sound, json => json["cells"]![1]!["id"] = "a b")), f => f.Contains("no id of letters"));
    }

    [Fact]
    public void The_format_the_kernel_and_the_language_are_named()
    {
        string[] found = Found(Book("book.ipynb", Sound, json =>
        {
            json["nbformat_minor"] = 4;
            json["metadata"]!["kernelspec"]!["name"] = "python3";
            json["metadata"]!["language_info"]!["name"] = "python";
        }));
        Assert.Equal(["nbformat 4.4 instead of 4.5: cells need ids", "the kernelspec is not .net-csharp", "language_info does not name C#"], found);
    }

    [Fact]
    public void An_execution_count_out_of_order_and_a_committed_error_are_named()
    {
        string[] found = Found(Book("book.ipynb", Sound, json =>
        {
            json["cells"]![3]!["execution_count"] = 7;
            json["cells"]![3]!["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "error" });
        }));
        Assert.Contains(found, f => f.StartsWith("execution count 7 instead of 2", StringComparison.Ordinal));
        Assert.Contains("an error was committed", found);
    }

    [Fact]
    public void A_committed_warning_of_the_compiler_is_named() =>
        Assert.Equal(["a warning of the compiler was committed (CS8632): mend the cell and run ./mex notebooks run"], Found(Book("book.ipynb", Sound, json =>
            json["cells"]![3]!["outputs"] = new JsonArray(new StreamOutput("stderr", NotebookSession.Spaced(["(1,7): warning CS8632: The annotation …"])).ToJson()))));

    /// <summary>What Microsoft.dotnet-interactive 1.0.712001 writes: into a session's first output in Jupyter, for a value without formatter, and as metadata.</summary>
    [Theory]
    [InlineData("<script>function probeAddresses(probingAddresses) { } loadDotnetInteractiveApi();probeAddresses([\"http://192.0.2.7:2048/\"])</script>", "probeAddresses")]
    [InlineData("<div class=\"dni-plaintext\"><pre>3</pre></div>", "dni-plaintext")]
    public void An_output_that_only_the_genuine_kernel_makes_is_named(string html, string what)
    {
        string[] found = Found(Book("book.ipynb", Sound, json => json["cells"]![3]!["outputs"] = new JsonArray(new JsonObject
        {
            ["output_type"] = "display_data",
            ["data"] = new JsonObject { ["text/html"] = new JsonArray(html) },
            ["metadata"] = new JsonObject(),
        })));
        Assert.Equal($"an output as .NET Interactive saves it ({what}), with addresses or styles of its own: run ./mex notebooks run and commit", Assert.Single(found));
    }

    [Theory, InlineData("polyglot_notebook"), InlineData("dotnet_interactive")]
    public void Metadata_that_only_the_genuine_kernels_editor_writes_is_named_in_notebook_and_cell(string name)
    {
        string[] found = Found(Book("book.ipynb", Sound, json =>
        {
            json["metadata"]![name] = new JsonObject { ["kernelInfo"] = new JsonObject { ["defaultKernelName"] = "csharp" } };
            json["cells"]![2]!["metadata"] = new JsonObject { [name] = new JsonObject { ["kernelName"] = "csharp" } };
        }));
        Assert.Equal(Enumerable.Repeat($"metadata that .NET Interactive's editor leaves ({name}): take it out", 2), found);
    }

    [Fact]
    public void Solutions_need_no_head_no_questions_and_no_summary()
    {
        (string, string)[] cells = [("markdown", "# Solutions\n5 s on 2 cores"), ("code", SetUp), ("markdown", "## 1"), ("code", "Check.That(true, \"\");")];
        Assert.Empty(Found(Book(Path.Combine("solutions", "book.ipynb"), cells)));
    }
}
