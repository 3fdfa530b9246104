namespace MicroExpressions;

/// <summary>Paths made of names that stand in files: subjects, videos, clips. A name leads nowhere outside its folder.</summary>
internal static class PathBelow
{
    /// <summary>The path of a name in a folder, or below it.</summary>
    /// <exception cref="InputException">it would lie elsewhere</exception>
    public static string Of(string folder, string name)
    {
        string path = Path.Combine(folder, name), root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return !name.Contains('\0') && Path.GetFullPath(path).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new InputException(
            $"the name {name}", "a name that leads out of its folder", $"one of a file or folder in {folder}", "Correct the name in the list that it comes from.");
    }
}
