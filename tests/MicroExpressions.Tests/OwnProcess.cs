using System.Diagnostics;
using System.Reflection;

namespace MicroExpressions.Tests;

/// <summary>Runs an explicit test of this assembly in a process of its own: one that might end the process, or whose memory is measured.</summary>
internal static class OwnProcess
{
    /// <summary>Fails, with what the process said, unless that test ran and passed.</summary>
    public static void Passes(MethodInfo test)
    {
        string name = $"{test.DeclaringType!.FullName}.{test.Name}";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MicroExpressions.Tests.exe" : "MicroExpressions.Tests"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-explicit", "only", "-method", name, "-noColor" },
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && output.Contains("Total: 1, Errors: 0, Failed: 0", StringComparison.Ordinal),
            $"{name} in a process of its own ended with {process.ExitCode}:\n{output[^Math.Min(output.Length, 4000)..]}\n{errors.Result}");
    }
}
