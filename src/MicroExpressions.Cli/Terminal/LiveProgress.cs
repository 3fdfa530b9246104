using System.Diagnostics;

namespace MicroExpressions.Cli.Terminal;

/// <summary>
/// One line of progress on standard error: rewritten in place on a terminal, a new line every ten seconds elsewhere, so that a log
/// stays readable.
/// </summary>
public sealed class LiveProgress : IDisposable
{
    private readonly Lock _lock = new();
    private readonly bool _terminal = !Console.IsErrorRedirected;
    private long _last = long.MinValue;
    private int _width;

    /// <summary>Shows a line, unless one was shown a moment ago.</summary>
    public void Report(string line)
    {
        lock (_lock)
        {
            double wait = _terminal ? 0.1 : 10;
            if (_last != long.MinValue && Stopwatch.GetElapsedTime(_last).TotalSeconds < wait)
                return;
            _last = Stopwatch.GetTimestamp();
            if (!_terminal)
            {
                Console.Error.WriteLine(line);
                return;
            }
            Console.Error.Write('\r' + line.PadRight(_width));
            _width = line.Length;
        }
    }

    /// <summary>Takes the line off the terminal.</summary>
    public void Dispose()
    {
        lock (_lock)
            if (_terminal && _width > 0)
                Console.Error.Write('\r' + new string(' ', _width) + '\r');
    }
}
