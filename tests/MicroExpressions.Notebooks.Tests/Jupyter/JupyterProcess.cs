using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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

    /// <summary>Starts a program that finds the kit's kernel.</summary>
    internal static Process Start(string folder, string program, params string[] arguments) => Start(folder, null, program, arguments);

    /// <summary>Starts a program that finds the genuine kernel, or the kit's where that is null.</summary>
    internal static Process Start(string folder, DotnetInteractiveTool? genuine, string program, params string[] arguments)
    {
        string? plotly = PlotlyScript.Fetch(Path.Combine(KitFolder.Artifacts, "plotly"), out _);
        JupyterFolder kernel = JupyterFolder.Write(Path.Combine(folder, "jupyter"), plotly, genuine);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach ((string variable, string value) in kernel.Environment)
            start.Environment[variable] = value;
        foreach (string place in new[] { "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR" })
            start.Environment[place] = Path.Combine(folder, place.ToLowerInvariant());
        start.Environment.Remove("MEX_DATA");
        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end, with the kit's kernel.</summary>
    internal static Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, string program, params string[] arguments) => RunAsync(folder, null, program, arguments);

    /// <summary>Runs a program to its end, with the genuine kernel or, where that is null, the kit's.</summary>
    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string folder, DotnetInteractiveTool? genuine, string program, params string[] arguments)
    {
        using Process process = Start(folder, genuine, program, arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using CancellationTokenRegistration kill = limit.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    /// <summary>A port that nothing listens on.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until the server answers.</summary>
    internal static async Task ListeningAsync(int port)
    {
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); ;)
            try
            {
                await client.GetStringAsync($"http://127.0.0.1:{port}/api");
                return;
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(200);
            }
    }
}
