using System.Text;

namespace MicroExpressions.Notebooks;

/// <summary>
/// Collects what a running cell puts out, in order. The console is the process's own, so one cell runs at a time: a second
/// <see cref="Open"/> waits for the first to be disposed.
/// </summary>
internal sealed class CellConsole : IDisposable
{
    /// <summary>A cell that prints more than this is cut off, with a line that says so.</summary>
    internal const int LongestStream = 1_000_000;

    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static volatile CellConsole? s_running;

    private readonly Action<CellOutput> _emit;
    private readonly TextWriter _out = Console.Out, _error = Console.Error;
    private readonly Lock _lock = new();
    private int _printed;

    private CellConsole(Action<CellOutput> emit) => _emit = emit;

    /// <summary>From here on the console's output goes to <paramref name="emit"/>.</summary>
    internal static CellConsole Open(Action<CellOutput> emit)
    {
        OneAtATime.Wait();
        var console = new CellConsole(emit);
        s_running = console;
        Console.SetOut(new StreamWriter(console, "stdout"));
        Console.SetError(new StreamWriter(console, "stderr"));
        return console;
    }

    /// <summary>Shows a value of the running cell; outside a cell it is printed.</summary>
    internal static void Show(object? value)
    {
        if (s_running is CellConsole running)
            running.Emit(new DisplayOutput(Formatting.Of(value), null));
        else
            Console.Out.WriteLine(Formatting.Plain(value));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        s_running = null;
        Console.SetOut(_out);
        Console.SetError(_error);
        OneAtATime.Release();
    }

    private void Emit(CellOutput output)
    {
        lock (_lock)
            _emit(output);
    }

    private void Print(string stream, string text)
    {
        lock (_lock)
        {
            if (text.Length == 0 || _printed > LongestStream)
                return;
            int room = LongestStream - _printed;
            _printed += text.Length;
            _emit(new StreamOutput(stream, text.Length <= room ? text
                : text[..room] + $"\n… cut off after {LongestStream} characters: print less, or write to a file\n"));
        }
    }

    private sealed class StreamWriter(CellConsole console, string stream) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => console.Print(stream, value.ToString());

        public override void Write(string? value) => console.Print(stream, value ?? "");

        public override void Write(char[] buffer, int index, int count) => console.Print(stream, new string(buffer, index, count));

        public override void WriteLine() => console.Print(stream, "\n");

        public override void WriteLine(string? value) => console.Print(stream, value + "\n");
    }
}
