using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>
/// One notebook's session in the genuine .NET Interactive, which speaks of commands and events, a JSON object a line. Over these lines
/// it opens no port, and so has no addresses to write into the first output.
/// </summary>
public sealed class GenuineKernel : IDisposable
{
    /// <summary>How the script begins by which <c>MicroExpressions.Interactive</c> brings plotly.js into a live page: no notebook keeps its 3.6 MB.</summary>
    public const string PlotlyLibrary = "<script class=\"mex-plotly-library\">";

    private const string Envelope = "{\"event\":";

    private readonly string _name;
    private readonly LineProcess _process;

    private GenuineKernel(string name, LineProcess process) => (_name, _process) = (name, process);

    /// <summary>Starts a session.</summary>
    /// <param name="tool">the private copy</param>
    /// <param name="notebook">the notebook's file: relative <c>#r</c> and <c>#load</c> start from its folder, errors name it</param>
    /// <param name="environment">variables that the process has instead of this one's; null takes one away</param>
    public static GenuineKernel Start(DotnetInteractiveTool tool, string notebook, IReadOnlyDictionary<string, string?>? environment = null)
    {
        string path = Path.GetFullPath(notebook), folder = Path.GetDirectoryName(path)!;
        return new GenuineKernel(Path.GetFileName(path), new LineProcess(tool.LinesCommand(folder), folder,
            tool.Environment.Concat(environment ?? new Dictionary<string, string?>()).ToDictionary()));
    }

    /// <summary>Runs a cell; outputs go to <paramref name="emit"/> in order when it has ended, an error last.</summary>
    /// <param name="code">the cell's source</param>
    /// <param name="cell">its position in the notebook, 1-based, for messages</param>
    /// <param name="executionCount">its number in the order of execution, another one for each cell</param>
    /// <param name="emit">takes each output</param>
    /// <param name="interrupt">ends the cell and the process: this kernel has no other way</param>
    /// <returns>whether the cell ran without an error</returns>
    public bool Execute(string code, int cell, int executionCount, Action<CellOutput> emit, CancellationToken interrupt)
    {
        _process.Tell(new JsonObject
        {
            ["token"] = $"{executionCount}",
            ["commandType"] = "SubmitCode",
            ["command"] = new JsonObject { ["code"] = code, ["targetKernelName"] = "csharp" },
        });
        using CancellationTokenRegistration kill = interrupt.Register(_process.Kill);
        // a display can be put in place of an earlier one of the cell, so all wait for its end
        var outputs = new List<(string? Display, CellOutput Output)>();
        ErrorOutput? error = Ended(Until(executionCount, outputs), cell, interrupt);
        foreach ((_, CellOutput output) in outputs)
            emit(output);
        if (error is not null)
            emit(error);
        return error is null;
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    /// <summary>Collects what comes until the command has succeeded or failed.</summary>
    /// <returns>the event that says so; null when the process ended instead</returns>
    private JsonNode? Until(int command, List<(string? Display, CellOutput Output)> outputs)
    {
        foreach (string line in _process.Lines())
        {
            int begin = line.IndexOf(Envelope, StringComparison.Ordinal);
            if (begin != 0 && line.Length > 0) // what native code prints, which may have left the line open
                outputs.Add((null, new StreamOutput("stdout", begin < 0 ? line + "\n" : line[..begin])));
            if (begin < 0)
                continue;
            JsonNode envelope = JsonNode.Parse(line[begin..])!;
            string token = (string?)envelope["command"]?["token"] ?? "";
            if (token.Split('.')[0] != $"{command}") // 3.1 is a part of command 3
                continue;
            string type = (string)envelope["eventType"]!;
            if (token == $"{command}" && type is "CommandSucceeded" or "CommandFailed")
                return envelope;
            Collect(type, envelope["event"]!, command, outputs);
        }
        return null;
    }

    private static void Collect(string type, JsonNode shown, int executionCount, List<(string? Display, CellOutput Output)> outputs)
    {
        string? display = (string?)shown["valueId"];
        switch (type)
        {
            case "StandardOutputValueProduced":
                outputs.Add((null, new StreamOutput("stdout", Printed())));
                break;
            case "StandardErrorValueProduced":
                outputs.Add((null, new StreamOutput("stderr", Printed())));
                break;
            case "DiagnosticsProduced" when Warnings(shown) is { Count: > 0 } warnings:
                outputs.Add((null, new StreamOutput("stderr", NotebookSession.Spaced(warnings))));
                break;
            case "DisplayedValueProduced" when !Forms().Any(f => f.Item2.StartsWith(PlotlyLibrary, StringComparison.Ordinal)):
                outputs.Add((display, new DisplayOutput(Forms(), null)));
                break;
            case "ReturnValueProduced":
                outputs.Add((display, new DisplayOutput(Forms(), executionCount)));
                break;
            case "DisplayedValueUpdated" when outputs.FindIndex(o => o.Display == display) is >= 0 and int at:
                outputs[at] = (display, new DisplayOutput(Forms(), null));
                break;
        }

        IReadOnlyList<(string, string)> Forms() => [.. shown["formattedValues"]!.AsArray().Select(v => ((string)v!["mimeType"]!, (string)v["value"]!))];
        string Printed() => string.Concat(Forms().Where(f => f.Item1 == "text/plain").Select(f => f.Item2));
    }

    /// <summary>
    /// What the compiler warns of, which in Jupyter this kernel prints; errors come with the end of the command. Left out is what it
    /// alone says, CS1701 of its own dlls wherever a cell calls <c>HTML</c>.
    /// </summary>
    private static List<string> Warnings(JsonNode produced) => [.. produced["diagnostics"]!.AsArray().Zip(produced["formattedDiagnostics"]!.AsArray())
        .Where(d => (string?)d.First!["severity"] == "warning" && !NotebookSession.UnsaidWarnings.Contains((string?)d.First["code"])).Select(d => (string)d.Second!["value"]!)];

    private ErrorOutput? Ended(JsonNode? last, int cell, CancellationToken interrupt)
    {
        string place = $"{_name}#cell{cell}";
        if (last is null)
            return interrupt.IsCancellationRequested
                ? new ErrorOutput("Interrupted", $"{place} was interrupted, and with it the process of .NET Interactive: what earlier cells made is gone", [place])
                : new ErrorOutput("ProcessEnded", $"{place}: the process of .NET Interactive ended {_process.Cause()} while this cell ran.", [place]);
        if ((string?)last["eventType"] == "CommandSucceeded")
            return null;
        string[] lines = [.. ((string)last["event"]!["message"]!).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        return new ErrorOutput("CommandFailed", $"{place}: {lines[0]}", lines);
    }
}
