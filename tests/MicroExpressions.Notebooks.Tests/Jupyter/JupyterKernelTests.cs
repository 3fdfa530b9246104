using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests.Jupyter;

/// <summary>The kernel as Jupyter's own client and nbconvert see it.</summary>
public sealed class JupyterKernelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_executes_completes_inspects_is_interrupted_and_outlives_its_process()
    {
        Assert.SkipWhen(JupyterProcess.Missing is not null, JupyterProcess.Missing ?? "");
        (int exit, string output, string error) = await JupyterProcess.RunAsync(_folder, "/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "Jupyter", "drive_kernel.py"));
        Assert.True(exit == 0, output + error);
        Dictionary<string, JsonNode> said = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToDictionary(n => (string)n["what"]!);

        Assert.Equal(["said\n", "7"], said["execute"]["outputs"]!.AsArray().Select(o => (string?)o));
        Assert.Equal(["WriteLine"], said["complete"]["matches"]!.AsArray().Select(o => (string?)o));
        Assert.Equal((17, 23), ((int)said["complete"]["cursor_start"]!, (int)said["complete"]["cursor_end"]!));
        Assert.Contains("void Console.WriteLine(", (string?)said["inspect"]["text"]);
        Assert.Equal("incomplete", (string?)said["is_complete"]["status"]);
        Assert.Equal("Interrupted", (string?)said["interrupt"]["error"]);
        Assert.Equal(["7"], said["after interrupt"]["outputs"]!.AsArray().Select(o => (string?)o));
        Assert.StartsWith("In [4], line 2: ", (string?)said["error"]["message"]);
        Assert.Equal("ProcessEnded", (string?)said["killed"]["error"]);
        Assert.True((string?)said["after kill"]["outputs"]!.AsArray().FirstOrDefault() == "2", output + error);
        Assert.False((bool)said["ended"]["alive"]!);
    }

    [Fact]
    public async Task Nbconvert_executes_a_notebook_of_the_kit_with_it()
    {
        Assert.SkipWhen(JupyterProcess.Missing is not null, JupyterProcess.Missing ?? "");
        (int exit, _, string error) = await JupyterProcess.RunAsync(_folder, "/usr/bin/jupyter", "nbconvert", "--to", "html", "--execute",
            "--output-dir", _folder, Path.Combine(KitFolder.Notebooks, "10-scoring-honestly.ipynb"));
        Assert.True(exit == 0, error);
        string page = await File.ReadAllTextAsync(Path.Combine(_folder, "10-scoring-honestly.html"));
        Assert.Contains("<div class=\"mex-figure\"", page);
        Assert.Contains("The same detections, scored four ways", page);
    }
}
