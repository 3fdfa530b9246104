using System.Globalization;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>
/// The C# session of one notebook in a process of its own (<see cref="KernelLoop"/>): a cell that takes its process with it ends
/// neither the run nor the other notebooks, and what a notebook allocates goes with its process.
/// </summary>
public sealed class KernelProcess : IDisposable
{
    /// <summary>A cell that does not end this long after an interrupt is in native code: its process is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly LineProcess _process;

    private KernelProcess(string name, LineProcess process) => (_name, _process) = (name, process);

    /// <summary>How to start the process, without a notebook: <c>dotnet</c> and this assembly.</summary>
    public static IReadOnlyList<string> Command { get; } =
    [
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet",
        typeof(KernelProcess).Assembly.Location,
    ];

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a session.</summary>
    /// <param name="notebook">the notebook's file: relative <c>#r</c> and <c>#load</c> start from its folder, errors name it</param>
    /// <param name="environment">variables that the process has instead of this one's; null takes one away</param>
    public static KernelProcess Start(string notebook, IReadOnlyDictionary<string, string?>? environment = null)
    {
        string path = Path.GetFullPath(notebook);
        return new KernelProcess(Path.GetFileName(path), new LineProcess([.. Command, path], Path.GetDirectoryName(path)!, environment));
    }

    /// <summary>Runs a cell; outputs go to <paramref name="emit"/> in order, an error last.</summary>
    /// <param name="code">the cell's source</param>
    /// <param name="cell">its position in the notebook, 1-based, for messages</param>
    /// <param name="executionCount">its number in the order of execution</param>
    /// <param name="emit">takes each output as it comes</param>
    /// <param name="interrupt">ends the cell; what earlier cells made stays, unless native code does not let go</param>
    /// <returns>whether the cell ran without an error</returns>
    public bool Execute(string code, int cell, int executionCount, Action<CellOutput> emit, CancellationToken interrupt)
    {
        TimeSpan before = _process.ProcessorTime;
        _process.Tell(new JsonObject { ["do"] = "execute", ["code"] = code, ["cell"] = cell, ["count"] = executionCount });
        using CancellationTokenRegistration told = interrupt.Register(() => _process.Tell(new JsonObject { ["do"] = "interrupt" }));
        using var overdue = new CancellationTokenSource();
        using CancellationTokenRegistration grace = interrupt.Register(() => overdue.CancelAfter(Grace));
        string used = "";
        using CancellationTokenRegistration kill = overdue.Token.Register(() =>
        {
            used = Used(before);        // a process that has ended does not tell any more
            _process.Kill();
        });
        bool failed = false;
        foreach (JsonNode answer in Answers())
        {
            if ((string?)answer["is"] == "done")
                return !failed;
            if (KernelMessage.Read(answer) is CellOutput output)
            {
                failed |= output is ErrorOutput;
                emit(output is ErrorOutput { Name: "Interrupted" } ended ? ended with { Message = $"{ended.Message}; {Used(before)}" } : output);
            }
        }
        emit(interrupt.IsCancellationRequested
            ? new ErrorOutput("Interrupted", $"{_name}#cell{cell} was interrupted in native code, and its process ended: what earlier cells made is gone; {used}", [$"{_name}#cell{cell}"])
            : new ErrorOutput("ProcessEnded", $"{_name}#cell{cell}: the C# process ended {_process.Cause()} while this cell ran. What earlier cells put out is kept; mend the cell and run the notebook again.", [$"{_name}#cell{cell}"]));
        return false;
    }

    /// <summary>Tells a cell that computed from one that waited.</summary>
    private string Used(TimeSpan before) => string.Create(CultureInfo.InvariantCulture, $"its process used {(_process.ProcessorTime - before).TotalSeconds:0.0} s of processor time meanwhile");

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    /// <summary>What is answered until the process has ended.</summary>
    private IEnumerable<JsonNode> Answers() => _process.Lines().Where(line => line.Length > 0).Select(line => line.StartsWith('{')
        ? JsonNode.Parse(line)!
        : KernelMessage.Of(new StreamOutput("stdout", line + "\n"))); // what native code prints
}
