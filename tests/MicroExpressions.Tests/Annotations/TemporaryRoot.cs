using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

/// <summary>A data root that lives as long as the test.</summary>
internal sealed class TemporaryRoot : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-root-").FullName;

    public TemporaryRoot() => Directory.CreateDirectory(Path.Combine(_folder, "annotations"));

    public DataRoot Root => DataRoot.Open(_folder);

    public string Put(string set, string name, byte[] content)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "annotations", set)).FullName;
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
