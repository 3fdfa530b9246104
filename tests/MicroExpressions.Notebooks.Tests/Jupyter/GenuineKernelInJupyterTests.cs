using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests.Jupyter;

/// <summary>.NET Interactive as <c>mex lab --kernel dotnet-interactive</c> gives it to Jupyter.</summary>
public sealed class GenuineKernelInJupyterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Notebook Book(params string[] cells)
    {
        Notebook book = Notebook.Parse(Path.Combine(_folder, "book.ipynb"), NotebookRunnerTests.Json([.. cells.Select(c => ("code", c))]));
        book.Write();
        return book;
    }

    [Fact]
    public async Task It_is_the_genuine_kernel_it_is_reached_from_this_machine_only_and_warns_as_the_runner_says()
    {
        Assert.SkipWhen(JupyterProcess.Missing is not null, JupyterProcess.Missing ?? "");
        string[] cells = ["AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name == \"Microsoft.DotNet.Interactive.App\") ? \"genuine\" : \"another\"",
            GenuineTool.ListeningCell, "string? warned = null;"];
        Notebook book = Book(cells);
        (int exit, string output, string error) = await JupyterProcess.RunAsync(_folder, GenuineTool.OrSkip(), "/usr/bin/jupyter", "nbconvert", "--to", "notebook", "--execute", "--inplace", "--ExecutePreprocessor.startup_timeout=240", book.Path);
        Assert.True(exit == 0, output + error);
        Notebook ran = Notebook.Read(book.Path);
        Assert.Equal(["genuine", "listens: 0100007F\n", NotebookSession.Spaced(["(1,7): warning CS8632: The annotation for nullable reference types should only be used in code within a '#nullable' annotations context."])],
            ran.Cells.Select(c => Text(c.Outputs[^1]!)));
    }

    [Fact]
    public async Task What_Jupyter_saves_has_no_script_with_the_machines_addresses()
    {
        Assert.SkipWhen(JupyterProcess.Missing is not null, JupyterProcess.Missing ?? "");
        var book = (JsonObject)JsonNode.Parse(Book("1", "2").ToString())!;
        book["cells"]![0]!["outputs"] = new JsonArray(Shown("<script>probeAddresses([\"http://192.0.2.7:2048/\"])</script>"), Shown("<b>kept</b>"));
        int port = JupyterProcess.FreePort();
        using Process jupyter = JupyterProcess.Start(_folder, GenuineTool.OrSkip(), "/usr/bin/jupyter", "notebook", "--no-browser", "--allow-root", "-y",
            "--ip", "127.0.0.1", "--port", $"{port}", "--NotebookApp.token=known", "--notebook-dir", _folder);
        Task<string> log = jupyter.StandardError.ReadToEndAsync();
        _ = jupyter.StandardOutput.ReadToEndAsync();
        try
        {
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", "known");
            await JupyterProcess.ListeningAsync(port);
            using HttpResponseMessage saved = await client.PutAsync($"http://127.0.0.1:{port}/api/contents/book.ipynb",
                new StringContent(new JsonObject { ["type"] = "notebook", ["format"] = "json", ["content"] = book }.ToJsonString()));
            Assert.True(saved.IsSuccessStatusCode, $"{saved.StatusCode}");
        }
        finally
        {
            jupyter.Kill(entireProcessTree: true);
            await jupyter.WaitForExitAsync();
            await log;
        }
        Assert.Equal(["<b>kept</b>"], Notebook.Read(Path.Combine(_folder, "book.ipynb")).Cells[0].Outputs.Select(o => Text(o!)));
    }

    private static JsonObject Shown(string html) => new()
    {
        ["output_type"] = "display_data",
        ["data"] = new JsonObject { ["text/html"] = html },
        ["metadata"] = new JsonObject(),
    };

    /// <summary>What an output says, whichever form it has, as Jupyter saves texts.</summary>
    private static string Text(JsonNode output)
    {
        JsonNode text = output["text"] ?? ((JsonObject)output["data"]!).First().Value!;
        return text is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string)text!;
    }
}
