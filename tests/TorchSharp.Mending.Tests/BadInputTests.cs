namespace TorchSharp.Mending.Tests;

/// <summary>The step as the build calls it, on packages that are not what it expects: it ends with 2, names the file and what to do.</summary>
public sealed class BadInputTests : IDisposable
{
    private static readonly string Core = Built.Restored.System switch { "win-x64" => "torch_cpu.dll", "osx-arm64" => "libtorch_cpu.dylib", _ => "libtorch_cpu.so" };

    private readonly TemporaryFolder folder = new();
    private readonly RestoredTorch copy;
    private readonly string libtorch;

    public BadInputTests()
    {
        copy = new(folder["torchsharp/0.107.0"], folder[Path.GetFileName(Built.Restored.LibTorchPackage)], Built.Restored.System);
        libtorch = Path.Combine(copy.LibTorchPackage, RestoredTorch.LibTorchVersion, "runtimes", copy.System, "native");
        foreach (string place in (string[])[Path.GetDirectoryName(copy.Dll)!, Path.GetDirectoryName(copy.Native)!, libtorch])
            Directory.CreateDirectory(place);
        File.Copy(Built.Restored.Dll, copy.Dll);
        File.Copy(Built.Restored.Native, copy.Native);
        foreach (string library in Built.Restored.LibTorch())
            SharedFile.Place(library, Path.Combine(libtorch, Path.GetFileName(library)));
    }

    public void Dispose() => folder.Dispose();

    private static Ended Mend(params string[] arguments) => Ended.Run(Path.Combine(AppContext.BaseDirectory, "mend-torchsharp.dll"), arguments);

    private Ended Mend() => Mend(copy.TorchSharpPackage, copy.LibTorchPackage, copy.System, folder["torch"]);

    private void AssertRefused(Ended ended, params string[] said)
    {
        Assert.Equal((2, ""), (ended.ExitCode, ended.Out));
        Assert.StartsWith("mend-torchsharp: error: ", ended.Error);     // MSBuild makes an error of the build of such a line
        Assert.Single(ended.Error.TrimEnd().Split('\n'));
        Assert.All(said, words => Assert.Contains(words, ended.Error));
        Assert.False(File.Exists(folder["torch/mended.txt"]), "what was refused counts as done");
    }

    [Fact]
    public void Whole_packages_are_mended()
    {
        Ended ended = Mend();
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(ended.Out, File.ReadAllText(folder["torch/mended.txt"]));
        Assert.True(File.ReadAllBytes(Built.Mended).AsSpan().SequenceEqual(File.ReadAllBytes(folder["torch/TorchSharp.dll"])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_half_restored_libtorch_is_named(bool empty)
    {
        string core = Path.Combine(libtorch, Core);
        File.Delete(core);
        if (empty)
            File.Create(core).Dispose();
        AssertRefused(Mend(), copy.LibTorchPackage, Core, "missing or empty", "Delete that folder and build again");
    }

    [Fact]
    public void Any_empty_library_of_libtorch_is_named()
    {
        string library = Directory.GetFiles(libtorch).First(file => Path.GetFileName(file) != Core);
        File.Delete(library);
        File.Create(library).Dispose();
        AssertRefused(Mend(), Path.GetFileName(library), "missing or empty");
    }

    [Fact]
    public void A_libtorch_that_is_not_there_is_named()
    {
        Directory.Delete(copy.LibTorchPackage, recursive: true);
        AssertRefused(Mend(), copy.LibTorchPackage, "not restored whole");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_half_restored_TorchSharp_is_named(bool native)
    {
        string file = native ? copy.Native : copy.Dll;
        File.Delete(file);
        AssertRefused(Mend(), copy.TorchSharpPackage, Path.GetFileName(file), "Delete that folder and build again");
    }

    [Fact]
    public void A_dll_that_is_none_is_named()
    {
        File.WriteAllText(copy.Dll, "half of it");
        AssertRefused(Mend(), copy.Dll, "build again");
    }

    [Theory]
    [InlineData("0.106.0")]
    [InlineData("0.108.0")]
    public void A_TorchSharp_of_another_version_is_named_with_the_known_one(string version)
    {
        string other = folder[$"torchsharp/{version}"];
        Directory.Move(copy.TorchSharpPackage, other);
        AssertRefused(Mend(other, copy.LibTorchPackage, copy.System, folder["torch"]), version, "0.107.0", "Directory.Packages.props");
    }

    /// <summary>Under a user who may not write there, and with whatever libstdc++ this system has.</summary>
    [Fact]
    public void The_package_cache_is_only_read_even_where_an_earlier_build_left_a_link_into_it()
    {
        Directory.CreateDirectory(folder["torch/native"]);
        SharedFile.Place(copy.Native, folder[$"torch/native/{Path.GetFileName(copy.Native)}"]);
        string[] packages = [copy.TorchSharpPackage, copy.LibTorchPackage];
        if (!OperatingSystem.IsWindows())
            foreach (string place in packages.SelectMany(package => Directory.GetDirectories(package, "*", SearchOption.AllDirectories)))
                File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string[] before = [.. packages.SelectMany(Contents)];

        Assert.Equal(0, Mend().ExitCode);
        Assert.Equal(before, packages.SelectMany(Contents));
        Assert.True(File.ReadAllBytes(copy.Native).AsSpan().SequenceEqual(File.ReadAllBytes(Built.Restored.Native)), "the package's own native library was changed");
        Assert.Null(new FileInfo(folder[$"torch/native/{Path.GetFileName(copy.Native)}"]).LinkTarget);

        static IEnumerable<string> Contents(string package) => Directory.GetFileSystemEntries(package, "*", SearchOption.AllDirectories).Order()
            .Select(file => $"{file} {File.GetLastWriteTimeUtc(file):O} {(File.Exists(file) ? new FileInfo(file).Length : 0)}");
    }

    [Fact]
    public void A_target_that_cannot_be_written_is_named()
    {
        File.WriteAllText(folder["torch"], "a file where the folder should be");
        AssertRefused(Mend(), folder["torch"]);
    }

    [Fact]
    public void Without_its_arguments_it_says_its_usage() => AssertRefused(Mend([]), "usage: mend-torchsharp TORCHSHARP_PACKAGE LIBTORCH_PACKAGE SYSTEM TARGET");
}
