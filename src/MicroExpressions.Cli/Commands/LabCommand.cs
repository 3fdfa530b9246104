using System.CommandLine;
using System.Diagnostics;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Notebooks;
using MicroExpressions.Notebooks.Jupyter;
using MicroExpressions.Notebooks.Site;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex lab</c>: the notebooks in Jupyter, with the kit's kernel or .NET Interactive.</summary>
public static class LabCommand
{
    public static Command Create()
    {
        var hidden = new Option<bool>("--no-browser") { Description = "only print the address" };
        var port = new Option<int>("--port") { Description = "where it listens; the next free one if this is taken", DefaultValueFactory = _ => 8888 };
        Option<string> kernel = KernelOption.Create("what runs the cells: mex, the kit's own, or dotnet-interactive, which is installed the first time");
        var command = new Command("lab", "Open the notebooks in Jupyter, in a browser; installs Debian's Jupyter if it is missing.") { hidden, port, kernel };
        command.SetAction((parse, cancel) => RunAsync(parse.GetValue(hidden), parse.GetValue(port), parse.GetValue(kernel)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(bool hidden, int port, string kernel, CancellationToken cancel)
    {
        SystemNeed.Jupyter.Ensure();
        DotnetInteractiveTool? genuine = KernelOption.Tool(kernel);
        string? plotly = PlotlyScript.Fetch(Path.Combine(Kit.Artifacts, "plotly"), out string missing);
        if (plotly is null)
            Console.Error.WriteLine($"mex: figures stay still pictures: {missing}");
        JupyterFolder folder = JupyterFolder.Write(Path.Combine(Kit.Artifacts, genuine is null ? "jupyter" : "jupyter-dotnet-interactive"), plotly, genuine);

        var start = new ProcessStartInfo(InstalledProgram.Jupyter!, ["--notebook-dir", Path.Combine(Kit.Root, "notebooks"), "--port", $"{port}", "-y",
            .. hidden ? new[] { "--no-browser" } : [], .. !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? new[] { "--allow-root" } : []]);
        foreach ((string variable, string value) in folder.Environment)
            start.Environment[variable] = value;
        using Process jupyter = Process.Start(start)!;
        // Ctrl+C reaches Jupyter from the terminal as well, on Windows always; -y lets it end its kernels and itself without asking
        using CancellationTokenRegistration end = OperatingSystem.IsWindows() ? default : cancel.Register(() => Process.Start("kill", ["-TERM", $"{jupyter.Id}"])!.Dispose());
        await jupyter.WaitForExitAsync(CancellationToken.None);
        return cancel.IsCancellationRequested ? ExitCode.Done : jupyter.ExitCode == 0 ? ExitCode.Done : ExitCode.WrongUse;
    }
}
