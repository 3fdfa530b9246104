using System.Globalization;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Slurm;

/// <summary>
/// The folds of one array, and which of its tasks does which: the file <c>folds.tsv</c>, a line a fold with task, row, seed and subject
/// between tabulators, which the script reads and people can.
/// </summary>
/// <param name="Folds">each with its task, from 1</param>
internal sealed record FoldTasks(IReadOnlyList<(int Task, NamedFold Fold)> Folds)
{
    /// <summary>The array's tasks: 1 to this.</summary>
    public int Count => Folds.Count == 0 ? 0 : Folds[^1].Task;

    /// <summary>Deals folds out: as many tasks as may be, neighbours together, none with more than one fold above another.</summary>
    /// <param name="folds">at least one</param>
    /// <param name="most">tasks at most</param>
    public static FoldTasks Deal(IReadOnlyList<NamedFold> folds, int most)
    {
        int tasks = Math.Min(folds.Count, most);
        return new([.. folds.Select((fold, i) => ((int)((long)i * tasks / folds.Count) + 1, fold))]);
    }

    /// <summary>The file's text.</summary>
    public string ToTsv() => string.Concat(Folds.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Task}\t{f.Fold.Row}\t{f.Fold.Seed}\t{f.Fold.Subject}\n")));

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">it is damaged</exception>
    public static FoldTasks Read(string file) => new([.. File.ReadLines(file).Select((line, i) =>
        line.Split('\t') is [string task, string row, string seed, string subject]
            && int.TryParse(task, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && int.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int draw)
            ? (number, new NamedFold(row, draw, subject))
            : throw new InputException($"{file}, line {i + 1}", $"'{line}'", "task, row, seed and subject between tabulators", "Delete the folder that it lies in, once squeue shows none of its jobs."))]);
}
