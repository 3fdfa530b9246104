using System.Diagnostics;
using System.Globalization;

namespace MicroExpressions.Notebooks;

/// <summary>
/// The genuine kernel, the .NET tool Microsoft.dotnet-interactive, in a private copy: installed once, when first asked for, and nothing
/// of the user's own tools is touched. The copy has another FSharp.Core than the tool ships, without which Plotly.NET 6 does not load.
/// </summary>
/// <param name="Dll">what <c>dotnet</c> starts</param>
public sealed record DotnetInteractiveTool(string Dll)
{
    /// <summary>The version of the tool.</summary>
    public const string Version = "1.0.712001";

    private const string Package = "microsoft.dotnet-interactive", EntryDll = "Microsoft.DotNet.Interactive.App.dll", FSharp = "FSharp.Core.dll", Part = ".part";

    /// <summary>How a session is started that speaks JSON lines: without a port no HTTP is served.</summary>
    /// <param name="folder">where relative paths of cells start</param>
    internal IReadOnlyList<string> LinesCommand(string folder) => [KernelProcess.Command[0], Dll, "stdio", "--default-kernel", "csharp", "--working-dir", folder];

    /// <summary>How Jupyter starts it; its HTTP, which has no off, then listens on this machine only.</summary>
    internal IReadOnlyList<string> JupyterCommand => [KernelProcess.Command[0], Dll, "jupyter", "--default-kernel", "csharp", "--http-local-only", "{connection_file}"];

    /// <summary>What its processes have in their environment: it sends nothing home, and greets nobody.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
    };

    /// <summary>The tool; installed from NuGet if it is not there yet (some 100 MB).</summary>
    /// <param name="folder">where it is kept, a folder for each version; the NuGet configuration that applies there is used</param>
    /// <param name="missing">why there is none, if so</param>
    /// <returns>the tool, or null: notebooks then run in the kit's own kernel only</returns>
    public static DotnetInteractiveTool? Fetch(string folder, out string missing)
    {
        string kept = Path.Combine(Path.GetFullPath(folder), Version);
        missing = "";
        if (!Directory.Exists(kept))
        {
            Tidy(kept);
            string unfinished = $"{kept}.{System.Environment.ProcessId}{Part}";
            Directory.CreateDirectory(unfinished);
            try
            {
                missing = Install(unfinished, kept);
            }
            finally
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }
        return missing.Length == 0 ? new DotnetInteractiveTool(Path.Combine(kept, EntryDll)) : null;
    }

    /// <summary>Takes away what installations left that were killed.</summary>
    private static void Tidy(string kept)
    {
        string folder = Path.GetDirectoryName(kept)!;
        if (!Directory.Exists(folder))
            return;
        foreach (string part in Directory.GetDirectories(folder, $"{Version}.*{Part}"))
            if (int.TryParse(part[(kept.Length + 1)..^Part.Length], CultureInfo.InvariantCulture, out int process) && !Lives(process))
                Directory.Delete(part, recursive: true);
    }

    private static bool Lives(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;       // no such process
        }
    }

    /// <summary>Installs into one folder, and moves what the tool is made of to its place whole.</summary>
    /// <returns>why not; empty where it is done</returns>
    private static string Install(string unfinished, string kept)
    {
        var start = new ProcessStartInfo(KernelProcess.Command[0], ["tool", "install", Package, "--version", Version, "--tool-path", unfinished])
        {
            WorkingDirectory = unfinished,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
        };
        using Process install = Process.Start(start)!;
        Task<string> errors = install.StandardError.ReadToEndAsync();
        string said = install.StandardOutput.ReadToEnd();
        install.WaitForExit();
        if (install.ExitCode != 0)
            return $"dotnet tool install could not install {Package} {Version}: {(errors.Result + said).Trim().ReplaceLineEndings(" ")}";

        string made = Path.GetDirectoryName(Directory.GetFiles(unfinished, EntryDll, SearchOption.AllDirectories).Single())!;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "DotnetInteractive", FSharp), Path.Combine(made, FSharp), overwrite: true);
        try
        {
            Directory.Move(made, kept);
        }
        catch (IOException) when (Directory.Exists(kept))
        {
            // another process was faster; its copy is the same
        }
        return "";
    }
}
