namespace MicroExpressions.Cli.Diagnosis;

/// <summary>Where this process's native libraries come from.</summary>
public static class LoadedLibrary
{
    /// <summary>The real path of a library that the process has loaded, found by the start of its file name; null if it has not.</summary>
    public static string? Find(string name) => File.Exists("/proc/self/maps")
        ? File.ReadLines("/proc/self/maps")
            .Select(line => line.IndexOf('/') is var at and >= 0 ? line[at..] : "")
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal))
        : null;

    /// <summary>A library of that file name in the system's library folders, with what its link points at; null if there is none.</summary>
    public static string? Installed(string fileName) =>
        new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib" }
            .Select(folder => Path.Combine(folder, fileName))
            .Where(File.Exists)
            .Select(path => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
            .FirstOrDefault();
}
