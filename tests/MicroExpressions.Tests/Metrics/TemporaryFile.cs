namespace MicroExpressions.Tests.Metrics;

/// <summary>A file in a folder of its own, gone with the test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mex-").FullName;

    public TemporaryFile(string? content = null)
    {
        Path = System.IO.Path.Combine(folder, "file.csv");
        if (content is not null) File.WriteAllText(Path, content);
    }

    public string Path { get; }

    /// <summary>Names of all files in the folder.</summary>
    public string[] Siblings => [.. Directory.GetFiles(folder).Select(f => System.IO.Path.GetFileName(f))];

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
