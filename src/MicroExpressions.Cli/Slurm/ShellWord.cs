namespace MicroExpressions.Cli.Slurm;

/// <summary>Words for a shell script, so that blanks and signs in names stay what they are.</summary>
internal static class ShellWord
{
    /// <summary>A word as bash reads it back: as it is where it is plain, else between single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%".Contains(c)) ? word : $"'{word.Replace("'", @"'\''")}'";

    /// <summary>Words, quoted, with a blank between.</summary>
    public static string Line(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>A path as an <c>#SBATCH</c> line reads it, where <c>%</c> begins a pattern.</summary>
    /// <param name="path">folder or file</param>
    /// <exception cref="InputException">a sign that Slurm cannot be told</exception>
    public static string Path(string path)
    {
        if (path.FirstOrDefault(c => c is '"' or '\\' || char.IsControl(c)) is not '\0' and char sign)
            throw new InputException(path, $"the sign {(char.IsControl(sign) ? $"U+{(int)sign:X4}" : sign)}", "a path without quotation mark, backslash and line end", "Choose another --folder.");
        return path.Replace("%", "%%");
    }
}
