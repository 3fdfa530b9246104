using System.Diagnostics;
using MicroExpressions.Notebooks.Jupyter;
using MicroExpressions.Notebooks.Site;

namespace MicroExpressions.Notebooks.Tests.Jupyter;

/// <summary>Debian's Jupyter with the kit's kernel, in folders of the test's own.</summary>
internal static class JupyterProcess
{
    /// <summary>Why there is none here; null where there is one.</summary>
    internal static string? Missing { get; } = new[] { "/usr/bin/jupyter", "/usr/bin/jupyter-notebook", "/usr/lib/python3/dist-packages/nbconvert", "/usr/lib/python3/dist-packages/ipykernel" }
        .FirstOrDefault(p => !Path.Exists(p)) is string missing
        ? $"Jupyter is missing ({missing}): apt-get install jupyter-notebook jupyter-nbconvert python3-ipykernel python3-nbclient" : null;

    /// <summary>Starts a program that finds the kernel.</summary>
    internal static Process Start(string folder, string program, params string[] arguments)
    {
        string? plotly = PlotlyScript.Fetch(Path.Combine(KitFolder.Artifacts, "plotly"), out _);
        JupyterFolder kernel = JupyterFolder.Write(Path.Combine(folder, "jupyter"), plotly);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach ((string variable, string value) in kernel.Environment)
            start.Environment[variable] = value;
        foreach (string place in new[] { "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR" })
            start.Environment[place] = Path.Combine(folder, place.ToLowerInvariant());
        start.Environment.Remove("MEX_DATA");
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, string program, params string[] arguments)
    {
        using Process process = Start(folder, program, arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using CancellationTokenRegistration kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
