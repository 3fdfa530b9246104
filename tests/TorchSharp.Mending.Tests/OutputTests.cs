using System.Diagnostics;
using System.Text.RegularExpressions;

namespace TorchSharp.Mending.Tests;

/// <summary>What lies beside every dll that uses torch, what a process makes of it, and that it is made once.</summary>
public class OutputTests
{
    public static TheoryData<string> Projects =>
    [
        .. Regex.Matches(File.ReadAllText(Path.Combine(Built.Repository, "Notebooks.sln")), @"""([\w\\/.]+\.csproj)""").Select(m => m.Groups[1].Value.Replace('\\', '/'))
            .Where(project => project.StartsWith("tests/") || File.ReadAllText(Path.Combine(Built.Repository, project)).Contains("<UsesTorch"))
            .Select(project => Path.GetFileNameWithoutExtension(project)!).Where(project => project != "TorchSharp.Mending.Tests"),
    ];

    [Theory, MemberData(nameof(Projects))]
    public void The_mended_dll_and_all_natives_lie_beside_each_dll(string project)
    {
        string output = Built.OutputOf(project);
        Assert.SkipUnless(Directory.Exists(output), $"{project} is not built: mex test builds the whole solution");
        Assert.True(File.ReadAllBytes(Built.Mended).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(output, "TorchSharp.dll"))), $"{output} has another TorchSharp.dll");
        string[] natives = Directory.GetFiles(Path.Combine(Built.TorchFolder, "native"));
        Assert.Contains(natives, native => Path.GetFileName(native) == Path.GetFileName(Built.Restored.Native));
        Assert.All(natives, native => Assert.Equal(End(native), End(Path.Combine(output, Path.GetFileName(native)))));
        Assert.False(Directory.Exists(Path.Combine(output, "runtimes", Built.Restored.System, "native")) &&
            Directory.GetFiles(Path.Combine(output, "runtimes", Built.Restored.System, "native"), "*orch*").Length > 0, $"{output} holds libtorch a second time");
    }

    [Fact]
    public void The_libtorch_of_the_package_is_loaded_even_where_the_system_has_another()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc/self/maps");
        Ended probe = Ended.Run(Probe.Dll, "libraries");
        Assert.Equal(0, probe.ExitCode);
        string[] loaded = probe.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(Path.Combine(Path.GetFullPath(Built.TorchFolder), "native", "libLibTorchSharp.so"), loaded);
        Assert.Contains(loaded, file => file.EndsWith("libtorch_cpu.so"));
        Assert.All(loaded, file => Assert.True(file.StartsWith(Built.Restored.LibTorchPackage) || file.StartsWith(Path.GetFullPath(Built.TorchFolder)), file));
    }

    [Fact]
    public void A_second_build_mends_nothing()
    {
        string[] made = [Built.Mended, Path.Combine(Built.TorchFolder, "mended.txt"), Path.Combine(Built.TorchFolder, "native", Path.GetFileName(Built.Restored.Native))];
        DateTime[] before = [.. made.Select(File.GetLastWriteTimeUtc)];
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        Ended build = Ended.Run(new ProcessStartInfo("dotnet",
            ["build", Path.Combine(Built.Repository, "src", "TorchSharp.Mending"), "-c", configuration == "debug" ? "Debug" : "Release", "--no-restore", "-nodeReuse:false", "-v", "quiet"]));
        Assert.True(build.ExitCode == 0, build.Out + build.Error);
        Assert.Equal(before, made.Select(File.GetLastWriteTimeUtc));
    }

    /// <summary>The file that a path leads to in the end.</summary>
    private static string End(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
}
