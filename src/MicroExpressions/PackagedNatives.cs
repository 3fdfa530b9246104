using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MicroExpressions;

/// <summary>
/// Native libraries where this dll lies in NuGet's package cache, as it does in a notebook that says <c>#r "nuget: MicroExpressions"</c>:
/// nothing is built there that could put them beside the dll. They are loaded from their own packages' folders, where they lie.
/// </summary>
internal static class PackagedNatives
{
    /// <summary><c>…/microexpressions/0.2.0</c>; null where the dll lies in a program's folder, with the natives beside it.</summary>
    private static readonly string? Package = PackageOf(Path.GetDirectoryName(typeof(PackagedNatives).Assembly.Location));

    /// <summary>OpenCV's library; null where it lies beside this dll.</summary>
    internal static string? OpenCv => Package is null || Metadata("OpenCvNative") is not string file ? null : Path.Combine(Cache(Package), file);

    /// <summary>Where a package would lie in the same cache; null where this dll lies in a program's folder.</summary>
    internal static string? Folder(string id, string version) => Package is null ? null : Path.Combine(Cache(Package), id.ToLowerInvariant(), version);

    /// <summary>
    /// libtorch, then TorchSharp's own library, which asks for it by names that the loader then knows. Before the first use of any
    /// type of this dll, so that TorchSharp never looks itself: it would copy 480 MB, and its library does not load where libstdc++ is old.
    /// </summary>
    [ModuleInitializer]
#pragma warning disable CA2255 // a library's own code cannot know which of its types a cell uses first
    internal static void LoadTorch()
#pragma warning restore CA2255
    {
        if (Package is null || Metadata("TorchNative") is not string file)
            return;
        NativeLibrary.Load(Path.Combine(Cache(Package), file));
        NativeLibrary.Load(Directory.GetFiles(Path.Combine(Package, "torch")).Single());
    }

    private static string? PackageOf(string? folder)
    {
        string? package = Path.GetDirectoryName(Path.GetDirectoryName(folder));
        return package is not null && Directory.Exists(Path.Combine(package, "torch")) && Directory.Exists(Path.Combine(package, "buildTransitive")) ? package : null;
    }

    private static string Cache(string package) => Path.GetDirectoryName(Path.GetDirectoryName(package))!;

    private static string? Metadata(string name) =>
        typeof(PackagedNatives).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == name)?.Value;
}
