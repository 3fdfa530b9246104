using System.Reflection;
using Mono.Cecil;

namespace TorchSharp.Mending.Tests;

/// <summary>Where this build found TorchSharp and where it put what it made of it.</summary>
internal static class Built
{
    internal static string Repository => Path.GetFullPath(Said("Repository"));

    /// <summary>The mended dll, <c>native</c> and what was said of them.</summary>
    internal static string TorchFolder => Said("TorchFolder");

    internal static string Mended => Path.Combine(TorchFolder, "TorchSharp.dll");

    internal static RestoredTorch Restored { get; } = new(
        Path.Combine(Said("Packages"), "torchsharp", RestoredTorch.KnownVersion), Path.Combine(Said("Packages"), Said("LibTorchPackage").ToLowerInvariant()), Said("System"));

    /// <summary>The folder of a project's dll.</summary>
    internal static string OutputOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);     // …/bin/TorchSharp.Mending.Tests/release
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name);
    }

    internal static ModuleDefinition Read(string dll)
    {
        var beside = new DefaultAssemblyResolver();
        beside.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return ModuleDefinition.ReadModule(dll, new ReaderParameters { AssemblyResolver = beside, InMemory = true });
    }

    private static string Said(string key) => typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
