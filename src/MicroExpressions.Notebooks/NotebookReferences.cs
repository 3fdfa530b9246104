using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MicroExpressions.Notebooks;

/// <summary>
/// What <c>#r</c> names: a dll by a path relative to the notebook's folder. A dll that this process has loaded already is taken
/// instead of its copy, so that there is one identity of each type.
/// </summary>
internal sealed class NotebookReferences(string folder) : MetadataReferenceResolver
{
    private const string KernelPackage = "Microsoft.DotNet.Interactive";

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
        string? beside = definition.Display is string path ? Path.Combine(Path.GetDirectoryName(path)!, identity.Name + ".dll") : null;
        string? found = Loaded(identity.Name) ?? (File.Exists(beside) ? beside : null);
        if (found is null)
            return null;
        // it has the names under which this kernel gives cells display and HTML (KernelSurface); who extends it by a dll needs no more than its types
        return identity.Name == KernelPackage ? Documented(found).WithAliases([KernelPackage]) : Documented(found);
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
