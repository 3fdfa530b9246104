using System.Diagnostics;

namespace MicroExpressions.Cli.Diagnosis;

/// <summary>Where this process's native libraries come from.</summary>
public static class LoadedLibrary
{
    /// <summary>The real path of a library that the process has loaded, found by the start of its file name, with or without <c>lib</c>; null if it has not.</summary>
    public static string? Find(string name) => Paths().FirstOrDefault(path => Bare(Path.GetFileName(path)).StartsWith(Bare(name), StringComparison.Ordinal));

    /// <summary>A library of that file name in the system's library folders, with what its link points at; null if there is none.</summary>
    public static string? Installed(string fileName) =>
        new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib" }
            .Select(folder => Path.Combine(folder, fileName))
            .Where(File.Exists)
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
            .FirstOrDefault();

    private static IEnumerable<string> Paths()
    {
        if (File.Exists("/proc/self/maps"))
            return File.ReadLines("/proc/self/maps").Select(line => line.IndexOf('/') is var at and >= 0 ? line[at..] : "");
        using Process process = Process.GetCurrentProcess();
        return [.. process.Modules.Cast<ProcessModule>().Select(module => module.FileName)];
    }

    private static string Bare(string name) => name.StartsWith("lib", StringComparison.Ordinal) ? name[3..] : name;
}
