using System.Diagnostics;
using MicroExpressions.Notebooks;

namespace MicroExpressions.Cli.Tests;

/// <summary>
/// <c>mex</c> and <c>mex.ps1</c> in a folder where everything is built and <c>dotnet</c> is a program of the test's own: when do they
/// build, and what do they run?
/// </summary>
public sealed class LauncherTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mex-launcher").FullName;

    public LauncherTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the program in dotnet's place is a shell script");
        foreach (string launcher in new[] { "mex", "mex.ps1" })
            File.Copy(Path.Combine(Repository(), launcher), Path.Combine(_root, launcher));
        foreach (string folder in new[] { "src", "data-manifests", "bin" })
            Directory.CreateDirectory(Path.Combine(_root, folder));
        File.WriteAllText(Path.Combine(_root, "src", "a.cs"), "");
        File.WriteAllText(Path.Combine(_root, "a.props"), "");
        File.WriteAllText(Path.Combine(_root, "a.targets"), "");
        File.WriteAllText(Path.Combine(_root, "global.json"), "");
        // PowerShell, as the tool that .NET installs, is itself started by the dotnet on the PATH
        File.WriteAllText(Path.Combine(_root, "bin", "dotnet"), $$"""
            #!/bin/sh
            case $1 in
              build) echo "$*" >> '{{_root}}/calls'; [ ! -e '{{_root}}/broken' ] || { cat '{{_root}}/broken'; exit 1; } ;;
              restore) echo "$*" >> '{{_root}}/calls'; cat '{{_root}}/missing'; exit 1 ;;
              */mex.dll) echo "$*" >> '{{_root}}/calls'; exit 3 ;;
              *) exec '{{InstalledProgram.OnPath("dotnet")}}' "$@" ;;
            esac

            """);
        File.SetUnixFileMode(Path.Combine(_root, "bin", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("mex", "cpu", "artifacts")]
    [InlineData("mex", "cuda", "artifacts/torch-cuda")]
    [InlineData("mex.ps1", "cpu", "artifacts")]
    [InlineData("mex.ps1", "cuda", "artifacts/torch-cuda")]
    public void It_builds_once_and_runs_the_program_with_its_arguments_and_exit_code(string launcher, string torch, string artifacts)
    {
        string run = $"{_root}/{artifacts}/bin/MicroExpressions.Cli/release/mex.dll spot a video.mp4 --threshold -1";
        string build = $"build {_root}/src/MicroExpressions.Cli -c Release -v quiet -clp:NoSummary";
        (int code, string error) = Start(launcher, torch);
        Assert.Equal((3, $"mex: building MicroExpressions.Cli ({torch} torch)"), (code, error));
        Assert.Equal((3, ""), Start(launcher, torch));
        Assert.Equal([build, run, run], Calls());

        File.SetLastWriteTimeUtc(Path.Combine(_root, "src", "a.cs"), DateTime.UtcNow.AddSeconds(5));
        Start(launcher, torch);
        Assert.Equal([build, run, run, build, run], Calls());
    }

    [Theory]
    [InlineData("mex")]
    [InlineData("mex.ps1")]
    public void A_build_that_fails_is_shown_and_nothing_is_run(string launcher)
    {
        File.WriteAllText(Path.Combine(_root, "broken"), "error CS0000");
        (int code, string error) = Start(launcher, "cpu");
        Assert.Equal(2, code);
        Assert.Contains("error CS0000", error);
        Assert.Contains("mex: the build failed; the whole log: ", error);
        Assert.Single(Calls());
        Assert.Equal(2, Start(launcher, "cpu").Code);       // and is tried again
        Assert.Equal(2, Calls().Length);
    }

    /// <summary>
    /// dotnet's own words, as 10.0.401 says them with an empty package folder and a source at a closed port; the same of a package that
    /// is referred to and of one that is only downloaded, as ImageNet's weights are.
    /// </summary>
    [Theory]
    [InlineData("mex")]
    [InlineData("mex.ps1")]
    public void Without_a_network_the_packages_and_what_to_do_are_named_in_two_lines(string launcher)
    {
        File.WriteAllText(Path.Combine(_root, "broken"), """
            /kit/src/A/A.csproj : error NU1301: Unable to load the service index for source https://127.0.0.1:9/v3/index.json. [/kit/src/B/B.csproj]
            /kit/src/A/A.csproj : error NU1301:   Connection refused (127.0.0.1:9) [/kit/src/B/B.csproj]
            """);
        File.WriteAllText(Path.Combine(_root, "missing"), """
            /kit/src/B/B.csproj : error NU1101: Unable to find package TorchSharp. No packages exist with this id in source(s): /kit/artifacts
            /kit/src/A/A.csproj : error NU1101: Unable to find package TorchSharp. No packages exist with this id in source(s): /kit/artifacts [/kit/src/B/B.csproj]
            /kit/src/A/A.csproj : error NU1102: Unable to find package Mono.Cecil with version (>= 0.11.6) [/kit/src/B/B.csproj]
            /kit/src/C/C.csproj : error NU1101: Unable to find package Microsoft.ML.DnnImageFeaturizer.ResNet18. No packages exist with this id in source(s): /kit/artifacts [/kit/src/B/B.csproj]
            """);
        Assert.Equal(
            (2, $"""
                mex: building MicroExpressions.Cli (cpu torch)
                mex: no source of packages answered, and these are not on this machine: Microsoft.ML.DnnImageFeaturizer.ResNet18 Mono.Cecil TorchSharp
                mex: connect to the network and start again, or name a folder that holds them: dotnet nuget add source FOLDER (the whole log: {_root}/artifacts/build.log)
                """),
            Start(launcher, "cpu"));
        Assert.Equal($"restore {_root}/src/MicroExpressions.Cli --source {_root}/artifacts", Calls()[^1]);
    }

    [Theory]
    [InlineData("mex")]
    [InlineData("mex.ps1")]
    public void Another_torch_is_refused(string launcher) =>
        Assert.Equal((2, "mex: Torch=tpu is not known: expected cpu or cuda"), Start(launcher, "tpu"));

    /// <summary>It can only be read here: it hands all that it is given to mex.ps1 and ends with its code.</summary>
    [Fact]
    public void On_Windows_command_line_mex_ps1_does_the_work() => Assert.Equal(
        ["powershell -NoProfile -ExecutionPolicy Bypass -File \"%~dp0mex.ps1\" %*", "exit /b %ERRORLEVEL%"],
        File.ReadAllText(Path.Combine(Repository(), "mex.cmd")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)[2..]);

    private (int Code, string Error) Start(string launcher, string torch)
    {
        string file = Path.Combine(_root, launcher);
        string? shell = launcher == "mex" ? InstalledProgram.OnPath("bash") : InstalledProgram.OnPath("pwsh");
        Assert.SkipWhen(shell is null, "PowerShell is not on the PATH: dotnet tool install --global PowerShell --version 7.6.9");
        var start = new ProcessStartInfo(shell, [.. launcher == "mex" ? [file] : new[] { "-NoProfile", "-File", file }, "spot", "a video.mp4", "--threshold", "-1"])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["PATH"] = Path.Combine(_root, "bin") + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["Torch"] = torch;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        string error = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    private string[] Calls() => File.ReadAllLines(Path.Combine(_root, "calls"));

    private static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Notebooks.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
