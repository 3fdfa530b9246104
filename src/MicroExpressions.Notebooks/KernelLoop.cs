using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>
/// A <see cref="NotebookSession"/> as a process, one JSON object a line in and out. A request has <c>do</c>: <c>execute</c>
/// (<c>code</c>, <c>cell</c>, <c>count</c>), <c>complete</c> and <c>inspect</c> (<c>code</c>, <c>cursor</c> in code points, as Jupyter
/// counts), <c>is_complete</c> (<c>code</c>), or at any time <c>interrupt</c>. An answer has <c>is</c>: <c>stream</c>, <c>display</c>,
/// <c>result</c>, <c>error</c>, <c>completions</c>, <c>inspection</c>, <c>completeness</c>; <c>done</c> comes last. The end of the input ends the process.
/// </summary>
public sealed class KernelLoop
{
    /// <summary>Prints are gathered for this long: Jupyter drops messages that come too fast.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly NotebookSession _session;
    private readonly TextReader _input;
    private readonly TextWriter _output;
    private readonly BlockingCollection<JsonNode> _requests = [];
    private readonly Lock _writing = new();
    private (string Name, StringBuilder Text)? _printed;
    private volatile CancellationTokenSource? _running;

    private KernelLoop(NotebookSession session, Stream input, Stream output)
    {
        _session = session;
        _input = new StreamReader(input, new UTF8Encoding(false));
        _output = new StreamWriter(output, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Answers until the input ends.</summary>
    /// <param name="session">the session</param>
    /// <param name="input">requests</param>
    /// <param name="output">answers; nothing else may write to it</param>
    public static void Run(NotebookSession session, Stream input, Stream output)
    {
        var loop = new KernelLoop(session, input, output);
        new Thread(loop.Read) { IsBackground = true }.Start();
        using var gatherer = new Timer(_ => loop.Flush(), null, Gathering, Gathering);
        foreach (JsonNode request in loop._requests.GetConsumingEnumerable())
        {
            loop.Answer(request);
            loop.Write(new JsonObject { ["is"] = "done" });
        }
    }

    /// <summary>Reads on while a cell runs, so that it can be interrupted.</summary>
    private void Read()
    {
        while (_input.ReadLine() is string line)
        {
            JsonNode request = JsonNode.Parse(line)!;
            if ((string?)request["do"] == "interrupt")
                _running?.Cancel();
            else
                _requests.Add(request);
        }
        // whoever drove this process is gone: a cell that still runs has nobody to run for
        Environment.Exit(0);
    }

    private void Answer(JsonNode request)
    {
        string code = (string)request["code"]!;
        switch ((string)request["do"]!)
        {
            case "execute":
                using (var interrupt = new CancellationTokenSource())
                {
                    _running = interrupt;
                    _session.Execute(code, (int)request["cell"]!, (int)request["count"]!, Emit, interrupt.Token);
                    _running = null;
                }
                break;
            case "complete":
                Completions found = CodeCompletion.Complete(_session, code, Characters(code, (int)request["cursor"]!));
                Write(new JsonObject
                {
                    ["is"] = "completions",
                    ["matches"] = new JsonArray([.. found.Matches.Select(m => (JsonNode)m)]),
                    ["from"] = code[..found.From].EnumerateRunes().Count(),
                    ["to"] = code[..found.To].EnumerateRunes().Count(),
                });
                break;
            case "inspect":
                if (CodeInspection.Inspect(_session, code, Characters(code, (int)request["cursor"]!)) is string text)
                    Write(new JsonObject { ["is"] = "inspection", ["text"] = text });
                break;
            case "is_complete":
                Write(new JsonObject { ["is"] = "completeness", ["whole"] = NotebookSession.IsComplete(code) });
                break;
            case string unknown:
                throw new JsonException($"a request to do {unknown}: expected execute, complete, inspect, is_complete or interrupt");
        }
    }

    private static int Characters(string text, int codePoints) => text.EnumerateRunes().Take(codePoints).Sum(r => r.Utf16SequenceLength);

    private void Emit(CellOutput output)
    {
        if (output is not StreamOutput printed)
        {
            Write(KernelMessage.Of(output));
            return;
        }
        lock (_writing)
        {
            if (_printed?.Name != printed.Name)
            {
                Flush();
                _printed = (printed.Name, new StringBuilder());
            }
            _printed!.Value.Text.Append(printed.Text);
        }
    }

    private void Flush()
    {
        lock (_writing)
        {
            if (_printed is not (string name, StringBuilder text))
                return;
            _printed = null;
            Write(KernelMessage.Of(new StreamOutput(name, text.ToString())));
        }
    }

    private void Write(JsonObject answer)
    {
        lock (_writing)
        {
            Flush();
            // native code may have printed half a line: an answer starts a line of its own
            _output.Write("\n" + answer.ToJsonString() + "\n");
        }
    }
}
