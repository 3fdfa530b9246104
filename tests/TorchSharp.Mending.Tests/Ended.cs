using System.Diagnostics;

namespace TorchSharp.Mending.Tests;

/// <summary>What a program said in a process of its own, and how it ended.</summary>
internal sealed record Ended(int ExitCode, string Out, string Error)
{
    /// <summary>Runs a dll with dotnet; one that takes two minutes is stopped.</summary>
    internal static Ended Run(string dll, params string[] arguments) => Run(new ProcessStartInfo("dotnet", [dll, .. arguments]));

    /// <inheritdoc cref="Run(string, string[])"/>
    internal static Ended Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{string.Join(' ', start.ArgumentList)} took more than two minutes");
        }
        return new(process.ExitCode, output.Result, error.Result);
    }
}
