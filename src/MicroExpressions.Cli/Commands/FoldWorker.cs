using System.Diagnostics;

namespace MicroExpressions.Cli.Commands;

/// <summary>A process of this program as the one above it sees it: it is told what to do, line by line, and says how far it is (<see cref="FoldProcess"/>).</summary>
internal sealed class FoldWorker
{
    private readonly IReadOnlyList<string> arguments;
    private readonly Process process;
    private readonly List<string> errors = [];       // what it said on standard error since it was last told something
    private readonly CancellationTokenRegistration ask;
    private readonly Lock input = new();

    /// <summary>Starts it.</summary>
    /// <param name="arguments">the command line</param>
    /// <param name="cancel">asks it to stop after a step</param>
    public FoldWorker(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        this.arguments = arguments;
        process = Process.Start(new ProcessStartInfo(FoldProcesses.Program[0], [.. FoldProcesses.Program.Skip(1), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, said) =>
        {
            lock (errors)
                errors.Add(said.Data?.Trim() ?? "");
        };
        process.BeginErrorReadLine();
        ask = cancel.Register(EndInput);
    }

    /// <summary>Whether its command line is that of such work.</summary>
    public bool Takes(FoldWork fold) => arguments.SequenceEqual(fold.Arguments);

    /// <summary>Has it do something.</summary>
    /// <param name="fold">what</param>
    /// <param name="said">told how far it is, in words</param>
    /// <returns>whether it was done; else the process has ended or is ending</returns>
    public async Task<bool> DoAsync(FoldWork fold, Action<string> said)
    {
        lock (errors)
            errors.Clear();
        lock (input)
        {
            try
            {
                process.StandardInput.WriteLine(fold.Task);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return false;           // it has died, or was asked to stop
            }
        }
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is string line)
        {
            FoldProcess.Line read = FoldProcess.Line.Read(line);
            if (read.Done)
                return true;
            said(read.Text);
        }
        return false;
    }

    /// <summary>Lets it end and waits for that.</summary>
    /// <returns>its exit code, and what it said of its end: our message, an exception's first line, or else the last line of all</returns>
    public async Task<(int Code, string Message)> EndAsync()
    {
        EndInput();
        await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        await ask.DisposeAsync();
        string[] lines = [.. errors.Where(line => line.Length > 0)];
        int code = process.ExitCode;
        process.Dispose();
        return (code, lines.LastOrDefault(l => l.StartsWith("mex: ", StringComparison.Ordinal))?["mex: ".Length..]
            ?? lines.FirstOrDefault(l => l.StartsWith("Unhandled exception", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing");
    }

    private void EndInput()
    {
        lock (input)
        {
            try
            {
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // it has died with a line unread
            }
        }
    }
}
