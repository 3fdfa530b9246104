using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>A kernel's process: a JSON object a line goes in, lines come out and are read on while nobody waits for them.</summary>
internal sealed class LineProcess : IDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Lock _writing = new();

    /// <param name="command">program and arguments</param>
    /// <param name="folder">where it works</param>
    /// <param name="environment">variables that the process has instead of this one's; null takes one away</param>
    internal LineProcess(IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string?>? environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach ((string variable, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[variable] = value;
        _process = Process.Start(start)!;
        new Thread(Read) { IsBackground = true }.Start();
    }

    internal int Id => _process.Id;

    internal void Tell(JsonObject request)
    {
        try
        {
            lock (_writing)
            {
                _process.StandardInput.WriteLine(request.ToJsonString());
                _process.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // the process has ended: the end of its lines says so
        }
    }

    /// <summary>The lines that have come and will come, until the process has ended.</summary>
    internal IEnumerable<string> Lines() => _lines.GetConsumingEnumerable();

    /// <summary>The processor time that it has used; none once it has ended.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                return TimeSpan.Zero;       // it has ended, which its lines say
            }
        }
    }

    internal void Kill() => _process.Kill(entireProcessTree: true);

    /// <summary>How it ended, for a sentence: "ended by an abort in native code".</summary>
    internal string Cause()
    {
        _process.WaitForExit();
        return _process.ExitCode switch
        {
            137 => "by a kill signal (most often: no memory left)",
            139 => "by a memory fault in native code",
            134 => "by an abort in native code",
            int code => $"with exit code {code}",
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Read()
    {
        while (_process.StandardOutput.ReadLine() is string line)
            _lines.Add(line);
        _lines.CompleteAdding();
    }
}
