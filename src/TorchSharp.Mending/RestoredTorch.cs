namespace TorchSharp.Mending;

/// <summary>What NuGet restored of TorchSharp and libtorch for one system, looked at before anything is made of it.</summary>
/// <param name="TorchSharpPackage">folder of the package, <c>…/torchsharp/0.107.0</c></param>
/// <param name="LibTorchPackage">folder of all versions of the package with libtorch's files, <c>…/libtorch-cpu-linux-x64</c></param>
/// <param name="System">NuGet's name of the system, <c>linux-x64</c></param>
public sealed record RestoredTorch(string TorchSharpPackage, string LibTorchPackage, string System)
{
    /// <summary>The only version whose defects are known.</summary>
    public const string KnownVersion = "0.107.0";

    /// <summary>The version of libtorch that it was built for.</summary>
    public const string LibTorchVersion = "2.10.0";

    /// <summary>The dll.</summary>
    public string Dll => Path.Combine(TorchSharpPackage, "lib", "net8.0", "TorchSharp.dll");

    /// <summary>TorchSharp's own native library.</summary>
    public string Native => Path.Combine(TorchSharpPackage, "runtimes", System, "native", System switch
    {
        "win-x64" => "LibTorchSharp.dll",
        "osx-arm64" => "libLibTorchSharp.dylib",
        _ => "libLibTorchSharp.so",
    });

    /// <summary>libtorch's libraries, without those that serve its own tests and Python.</summary>
    /// <exception cref="MendingException">the package is not whole</exception>
    public IReadOnlyList<string> LibTorch()
    {
        string[] folders = [.. LibTorchFolders().Where(Directory.Exists)];
        string[] needed = [.. folders.SelectMany(Directory.GetFiles).Where(IsNeeded)];
        string core = System switch { "win-x64" => "torch_cpu.dll", "osx-arm64" => "libtorch_cpu.dylib", _ => "libtorch_cpu.so" };
        if (needed.FirstOrDefault(file => new FileInfo(file).Length == 0) is string empty)
            throw NotWhole(LibTorchPackage, Path.GetFileName(empty));
        return needed.Any(file => Path.GetFileName(file) == core) ? needed : throw NotWhole(LibTorchPackage, core);
    }

    /// <summary>Nothing is missing of what the kit needs, and the version is the one that it knows.</summary>
    /// <exception cref="MendingException">otherwise</exception>
    public void Check()
    {
        string version = Path.GetFileName(TorchSharpPackage.TrimEnd('/', '\\'));
        if (version != KnownVersion)
            throw new MendingException($"TorchSharp {version} is not known to the step that mends it: expected {KnownVersion}. "
                + "Set that version in Directory.Packages.props, or teach src/TorchSharp.Mending the new one and run its tests.");
        foreach (string file in (string[])[Dll, Native])
            if (!File.Exists(file) || new FileInfo(file).Length == 0)
                throw NotWhole(TorchSharpPackage, Path.GetRelativePath(TorchSharpPackage, file));
        LibTorch();
    }

    private static MendingException NotWhole(string package, string missing) =>
        new($"the package in {package} was not restored whole: {missing} is missing or empty. Delete that folder and build again.");

    /// <summary>The CPU package holds its files itself; CUDA's are spread over packages whose names begin alike.</summary>
    private IEnumerable<string> LibTorchFolders() => Path.GetFileName(LibTorchPackage) == "torchsharp-cuda-linux"
        ? Directory.GetDirectories(Path.GetDirectoryName(LibTorchPackage)!, $"libtorch-cuda-*-{System}*").Select(NativeFolder)
        : [NativeFolder(LibTorchPackage)];

    private string NativeFolder(string package) => Path.Combine(package, LibTorchVersion, "runtimes", System, "native");

    private static bool IsNeeded(string file) => Path.GetFileName(file) is string name
        && !name.EndsWith(".lib", StringComparison.Ordinal) && !name.EndsWith(".sha", StringComparison.Ordinal)
        && !new[] { "test", "python", "custom_ops", "nnapi", "backend_with_compiler", "libshm" }.Any(part => name.Contains(part, StringComparison.Ordinal));
}
