using System.Diagnostics;

namespace MicroExpressions.Cli.Tests;

/// <summary>Runs the command-line program as a user's shell does.</summary>
internal sealed record Mex(int ExitCode, string Out, string Error)
{
    internal static Mex Run(params string[] arguments) => Run(null, arguments);

    /// <param name="data">the data root in the environment; null for none</param>
    /// <param name="arguments">the command line</param>
    internal static Mex Run(string? data, string[] arguments)
    {
        using Process process = Start(data, arguments);
        return Finish(process);
    }

    /// <summary>Starts the program; standard input is at its end already.</summary>
    internal static Process Start(string? data, string[] arguments, params (string Name, string Value)[] environment) =>
        StartFrom(AppContext.BaseDirectory, data, arguments, environment);

    /// <summary>Starts a copy of the program that lies in another folder.</summary>
    internal static Process StartFrom(string folder, string? data, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "mex.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["MEX_DATA"] = data ?? "";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the program and gathers what it said.</summary>
    internal static Mex Finish(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Mex(process.ExitCode, output, error.Result);
    }
}
