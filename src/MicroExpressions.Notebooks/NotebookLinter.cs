using System.Text.RegularExpressions;

namespace MicroExpressions.Notebooks;

/// <summary>What the linter found.</summary>
/// <param name="Place">notebook and cell</param>
/// <param name="What">the rule that does not hold</param>
public sealed record LintFinding(string Place, string What);

/// <summary>Holds a notebook to the kit's layout: one title, prose before every cell, ids, fresh outputs, no paths of one machine.</summary>
public static partial class NotebookLinter
{
    /// <summary>Every rule that does not hold; empty for a sound notebook.</summary>
    public static IReadOnlyList<LintFinding> Check(Notebook notebook)
    {
        string name = Path.GetFileName(notebook.Path);
        var findings = new List<LintFinding>();
        if ((string?)notebook.Metadata["kernelspec"]?["name"] != ".net-csharp")
            Add(0, "the kernelspec is not .net-csharp");
        if (notebook.Cells.Count == 0 || !notebook.Cells[0].IsMarkdown || !notebook.Cells[0].Source.StartsWith("# ", StringComparison.Ordinal))
            Add(1, "the first cell is not a title (# …)");
        int executed = 0;
        var ids = new HashSet<string>();
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            NotebookCell cell = notebook.Cells[i];
            if (cell.Id.Length == 0 || !ids.Add(cell.Id))
                Add(i + 1, cell.Id.Length == 0 ? "the cell has no id" : $"the id {cell.Id} stands twice");
            if (i > 0 && cell.IsCode && notebook.Cells[i - 1].IsCode)
                Add(i + 1, "two code cells follow each other without a word between them");
            if (cell.IsMarkdown && i > 0 && TopHeading().IsMatch(cell.Source))
                Add(i + 1, "a second title: sections start with ##");
            if (MachinePath().IsMatch(cell.Source) || MachinePath().IsMatch(cell.Outputs.ToJsonString()))
                Add(i + 1, "a path of one machine");
            if (cell.IsCode && (int?)cell.Json["execution_count"] != ++executed)
                Add(i + 1, $"execution count {cell.Json["execution_count"]?.ToJsonString() ?? "null"} instead of {executed}: run ./mex notebooks run and commit");
            if (cell.Outputs.Any(o => (string?)o?["output_type"] == "error"))
                Add(i + 1, "an error was committed");
        }
        if (!notebook.Cells.Any(c => c.IsCode && c.Source.Contains("Check.", StringComparison.Ordinal)))
            Add(notebook.Cells.Count, "nothing is asserted (Check.…)");
        if (notebook.ToString().Length > 1_000_000)
            Add(0, "the file is over 1 MB");
        return findings;

        void Add(int cell, string what) => findings.Add(new LintFinding(cell == 0 ? name : $"{name}, cell {cell}", what));
    }

    [GeneratedRegex(@"^# ", RegexOptions.Multiline)]
    private static partial Regex TopHeading();

    [GeneratedRegex("""(^|["'\s(=])/(home|root|work|mnt|Users|tmp)/""")]
    private static partial Regex MachinePath();
}
