using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MicroExpressions.Notebooks;

/// <summary>
/// What <c>#r</c> names: a dll by a path relative to the notebook's folder. A dll that this process has loaded already is taken
/// instead of its copy, so that there is one identity of each type.
/// </summary>
internal sealed class NotebookReferences(string folder) : MetadataReferenceResolver
{
    private readonly string _folder = folder;

    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => true;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (reference.StartsWith("nuget:", StringComparison.Ordinal))
            return []; // the compiler says that the reference was not found, with its line
        string path = Path.GetFullPath(reference, _folder);
        return Loaded(Path.GetFileNameWithoutExtension(path)) is string loaded ? [Documented(loaded)]
            : File.Exists(path) ? [Documented(path)]
            : [];
    }

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity identity)
    {
        if (Loaded(identity.Name) is string loaded)
            return Documented(loaded);
        string? beside = definition.Display is string path ? Path.Combine(Path.GetDirectoryName(path)!, identity.Name + ".dll") : null;
        return beside is not null && File.Exists(beside) ? Documented(beside) : null;
    }

    /// <inheritdoc/>
    public override bool Equals(object? other) => other is NotebookReferences same && same._folder == _folder;

    /// <inheritdoc/>
    public override int GetHashCode() => _folder.GetHashCode(StringComparison.Ordinal);

    /// <summary>A dll with what its XML file, if it has one, says of its members.</summary>
    private static PortableExecutableReference Documented(string path)
    {
        string documentation = Path.ChangeExtension(path, ".xml");
        return MetadataReference.CreateFromFile(path, documentation: File.Exists(documentation) ? new XmlDocumentation(documentation) : null);
    }

    private static string? Loaded(string name) => AppDomain.CurrentDomain.GetAssemblies()
        .FirstOrDefault(a => !a.IsDynamic && a.GetName().Name == name && a.Location.Length > 0)?.Location;
}
