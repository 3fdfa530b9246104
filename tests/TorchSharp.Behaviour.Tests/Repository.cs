using System.Text.Json;

namespace TorchSharp.Behaviour.Tests;

/// <summary>The repository's own files, found from where the tests were built.</summary>
public static class Repository
{
    public static string Root { get; } = Above(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Files below <paramref name="folder"/> by extension, paths relative to the root and with /. Build output is left out.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder, params string[] extensions) =>
        Below(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => extensions.Contains(file.Extension))
            .Select(file => (Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'), File.ReadAllText(file.FullName)));

    private static IEnumerable<FileInfo> Below(DirectoryInfo folder) =>
        !folder.Exists || folder.Name is "artifacts" or "obj" or "bin" || (folder.Name.StartsWith('.') && folder.FullName != Root)
            ? []
            : folder.EnumerateFiles().Concat(folder.EnumerateDirectories().SelectMany(Below));

    /// <summary>The C# of a notebook, its code cells one after the other.</summary>
    public static string Code(string notebook)
    {
        using var json = JsonDocument.Parse(notebook);
        var sources = json.RootElement.GetProperty("cells").EnumerateArray()
            .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
            .Select(cell => cell.GetProperty("source"))
            .Select(source => source.ValueKind == JsonValueKind.Array
                ? string.Concat(source.EnumerateArray().Select(line => line.GetString()))
                : source.GetString());
        return string.Join("\n", sources);
    }

    private static string Above(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("the tests must run inside the repository")
        : File.Exists(Path.Combine(folder.FullName, "Notebooks.sln")) ? folder.FullName : Above(folder.Parent);
}
