using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace MicroExpressions.Notebooks;

/// <summary>
/// Loads the dlls that a cell refers to as the process's own are loaded, so that there is one identity of each type. Roslyn's loader
/// would give each dll a context of its own, and a dll that others ask for in two versions, as FSharp.Core is, would come twice.
/// </summary>
internal static class CellAssemblies
{
    private static readonly ConcurrentDictionary<string, bool> Folders = new();

    static CellAssemblies() => AssemblyLoadContext.Default.Resolving += (_, name) => Beside(name.Name!);

    /// <summary>Loads what a cell's <c>#r</c> name, and what else its code uses of their folders.</summary>
    /// <param name="cell">the cell as it is compiled</param>
    /// <param name="loader">is told of what was loaded</param>
    internal static void Load(Compilation cell, InteractiveAssemblyLoader loader)
    {
        foreach (PortableExecutableReference reference in cell.DirectiveReferences.OfType<PortableExecutableReference>())
            Folders.TryAdd(Path.GetDirectoryName(reference.FilePath)!, true);
        if (Folders.IsEmpty)
            return;
        HashSet<string> loaded = [.. AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic).Select(a => a.GetName().Name!)];
        foreach (AssemblyIdentity used in cell.ReferencedAssemblyNames.Where(name => !loaded.Contains(name.Name)))
            if (Beside(used.Name) is Assembly assembly)
                loader.RegisterDependency(assembly);
    }

    private static Assembly? Beside(string name) => Folders.Keys.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists) is string path
        ? AssemblyLoadContext.Default.LoadFromAssemblyPath(path) : null;
}
