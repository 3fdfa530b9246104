using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MicroExpressions.Cli.Tests;

/// <summary><c>mex notebooks</c> on a folder of notebooks, of which some are wrong.</summary>
public sealed class NotebooksCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Put(string name, params string[] cells)
    {
        string path = Path.Combine(_root, "notebooks", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, new JsonObject
        {
            ["cells"] = new JsonArray([.. cells.Select((c, i) => (JsonNode)new JsonObject
            {
                ["cell_type"] = "code",
                ["execution_count"] = null,
                ["id"] = $"c{i}",
                ["metadata"] = new JsonObject(),
                ["outputs"] = new JsonArray(),
                ["source"] = c,
            })]),
            ["metadata"] = new JsonObject(),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        }.ToJsonString());
        return path;
    }

    private Mex Notebooks(params string[] arguments)
    {
        using Process process = Mex.Start(null, ["notebooks", .. arguments], ("MEX_ROOT", _root), ("MEX_ARTIFACTS", Path.Combine(_root, "artifacts")));
        return Mex.Finish(process);
    }

    [Fact]
    public void A_wrong_notebook_is_named_and_the_others_run_all_the_same()
    {
        string broken = Put("01-broken.ipynb"), throwing = Put("02-throws.ipynb", "Console.Write(\"kept\");", "int zero = 0;\n1 / zero"), missing = Put("03-missing.ipynb", "#r \"../no/such.dll\"");
        Put("04-good.ipynb", "1 + 1");
        File.WriteAllText(broken, "{\n \"cells\": [");
        Mex run = Notebooks("run");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("FAILED  01-broken.ipynb", run.Out);
        Assert.Contains("01-broken.ipynb, line 2", run.Out);
        Assert.Contains("02-throws.ipynb#cell2, line 2: Attempted to divide by zero.", run.Out);
        Assert.Contains("03-missing.ipynb#cell1, line 1", run.Out);
        Assert.Contains("build it first: ./mex doctor", run.Out);
        Assert.Contains("passed  04-good.ipynb", run.Out);
        Assert.Equal("1 passed, 3 failed", run.Out.TrimEnd().Split('\n')[^1]);

        Assert.Equal("{\n \"cells\": [", File.ReadAllText(broken));
        Assert.Contains("\"kept\"", File.ReadAllText(throwing));
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_root, "notebooks")), f => !f.EndsWith(".ipynb", StringComparison.Ordinal));
        Assert.Contains("such.dll", File.ReadAllText(missing));
    }

    [Fact]
    public void No_site_is_written_from_a_broken_notebook()
    {
        File.WriteAllText(Put("01-broken.ipynb"), "[");
        Directory.CreateDirectory(Path.Combine(_root, "artifacts", "plotly"));
        File.WriteAllText(Path.Combine(_root, "artifacts", "plotly", "plotly.js-cartesian-dist-min-4.1.1.js"), "");
        Mex html = Notebooks("html");
        Assert.Equal((2, ""), (html.ExitCode, html.Out));
        Assert.Contains("01-broken.ipynb, line 1", html.Error);
        Assert.False(Directory.Exists(Path.Combine(_root, "artifacts", "site")));
    }
}
