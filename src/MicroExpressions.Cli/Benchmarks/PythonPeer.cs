using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Notebooks;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// A Python script that waits beside us and measures its side when told to, so that both sides see the same machine at the same
/// time: one command a line to its stdin, one JSON object a line back.
/// </summary>
public sealed class PythonPeer : IDisposable
{
    private readonly Process process;
    private string? lastWords;

    private PythonPeer(Process process) => this.process = process;

    /// <summary>Starts a script of this folder with its libraries held to a number of threads.</summary>
    /// <param name="script">its name</param>
    /// <param name="threads">of its libraries</param>
    /// <param name="ownMemory">without the launcher's settings of the C library's memory, as Python's users have it</param>
    /// <returns>null where there is no interpreter</returns>
    public static PythonPeer? Start(string script, int threads, bool ownMemory = false)
    {
        if (InstalledProgram.Python is not string python)
            return null;
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Benchmarks", script)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // PyTorch's and NumPy's builds of Debian compute with OpenBLAS, others with MKL
        foreach (string library in (string[])["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"])
            start.Environment[library] = threads.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (ownMemory)
            foreach (string setting in Kit.MemorySettings)
                start.Environment.Remove(setting);
        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <returns>null where the script ended instead, as it does where a module is missing</returns>
    public JsonElement? Ask(string command)
    {
        try
        {
            process.StandardInput.WriteLine(command);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            return null; // it ended before it read the command
        }
        return process.StandardOutput.ReadLine() is string line ? JsonDocument.Parse(line).RootElement : null;
    }

    /// <summary>Why the script ended: the last line it wrote to its error output.</summary>
    public string LastWords() => lastWords ??= process.StandardError.ReadToEnd().TrimEnd().Split('\n')[^1];

    /// <summary>Ends the script.</summary>
    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
