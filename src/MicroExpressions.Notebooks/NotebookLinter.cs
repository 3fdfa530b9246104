using System.Text.RegularExpressions;

namespace MicroExpressions.Notebooks;

/// <summary>What the linter found.</summary>
/// <param name="Place">notebook and cell</param>
/// <param name="What">the rule that does not hold</param>
public sealed record LintFinding(string Place, string What);

/// <summary>
/// Holds a notebook to the kit's layout, so that any one of them can be handed out alone:
/// <list type="number">
/// <item>First a title (<c># …</c>) with a line under it (<c>&gt; …</c>), "**You will learn**", "**Before this**", a link to the next or
/// previous notebook, and the time: "**Time**: 20 s on 2 cores".</item>
/// <item>The first code cell is the set-up: <c>#r</c>, usings, and <c>Console.WriteLine(RunConditions.Here(seed))</c>, which says what the results depend on.</item>
/// <item>Sections (<c>## …?</c>) ask a question; each asserts (<c>Check.…</c>) at least once. Cells after the set-up have at most eight
/// lines; between two of them there are words.</item>
/// <item>At the end <c>## Summary</c>, <c>## Exercises</c> and <c>## References</c>.</item>
/// <item>nbformat 4.5, the kernelspec <c>.net-csharp</c>, unique ids, no path of one machine, nothing that only .NET Interactive adds, no
/// error and no warning, under 1 MB, and the outputs of a whole run of just these cells: <see cref="NotebookRunner"/> leaves
/// <see cref="Notebook.SourcesDigest"/> in the metadata.</item>
/// </list>
/// Notebooks in a folder <c>solutions</c> need only title, time, set-up, assertions and the last rule.
/// </summary>
public static partial class NotebookLinter
{
    private const int LongestCell = 8;

    private static readonly string[] EditorsMetadata = ["polyglot_notebook", "dotnet_interactive"];

    /// <summary>Every rule that does not hold; empty for a sound notebook.</summary>
    public static IReadOnlyList<LintFinding> Check(Notebook notebook)
    {
        string name = Path.GetFileName(notebook.Path);
        bool solutions = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))) == "solutions";
        IEnumerable<(int Cell, string What)> found = [.. File(notebook), .. Head(notebook, solutions), .. SetUp(notebook), .. Cells(notebook), .. Sections(notebook, solutions)];
        return [.. found.OrderBy(f => f.Cell).Select(f => new LintFinding(f.Cell == 0 ? name : $"{name}, cell {f.Cell}", f.What))];
    }

    private static IEnumerable<(int, string)> File(Notebook notebook)
    {
        if (notebook.MinorVersion < 5)
            yield return (0, $"nbformat 4.{notebook.MinorVersion} instead of 4.5: cells need ids");
        if ((string?)notebook.Metadata["kernelspec"]?["name"] != ".net-csharp")
            yield return (0, "the kernelspec is not .net-csharp");
        if ((string?)notebook.Metadata["language_info"]?["name"] != "C#")
            yield return (0, "language_info does not name C#");
        foreach (string name in EditorsMetadata.Where(notebook.Metadata.ContainsKey))
            yield return (0, $"metadata that .NET Interactive's editor leaves ({name}): take it out");
        if (notebook.ToString().Length > 1_000_000)
            yield return (0, "the file is over 1 MB");
        if (notebook.RanDigest != notebook.SourcesDigest)
            yield return (0, $"the outputs are not those of a whole run of these cells: ./mex notebooks run --only {Path.GetFileNameWithoutExtension(notebook.Path)}, then commit");
    }

    private static IEnumerable<(int, string)> Head(Notebook notebook, bool solutions)
    {
        NotebookHead head = NotebookHead.Of(notebook);
        if (head.Title.Length == 0)
            yield return (1, "the first cell is not a title (# …)");
        if (head.Seconds is null)
            yield return (1, "how long it takes is not said: **Time**: 20 s on 2 cores");
        if (solutions)
            yield break;
        if (head.Quote.Length == 0)
            yield return (1, "under the title a line is missing that says what this is about (> …)");
        if (head.Learn.Length == 0)
            yield return (1, "**You will learn** … is missing");
        string text = notebook.Cells.Count > 0 ? notebook.Cells[0].Source : "";
        if (!text.Contains("**Before this**", StringComparison.Ordinal))
            yield return (1, "**Before this** … is missing: what a reader should know, or nothing");
        if (!OtherNotebook().IsMatch(text))
            yield return (1, "no link to the next or the previous notebook");
    }

    private static IEnumerable<(int, string)> SetUp(Notebook notebook)
    {
        int first = Enumerable.Range(0, notebook.Cells.Count).FirstOrDefault(i => notebook.Cells[i].IsCode, -1);
        if (first < 0)
            yield break;
        string code = notebook.Cells[first].Source;
        if (!code.Contains("#r \"", StringComparison.Ordinal) || !code.Contains("RunConditions.Here(", StringComparison.Ordinal))
            yield return (first + 1, "the set-up cell has no #r, or does not print Console.WriteLine(RunConditions.Here(seed))");
    }

    private static IEnumerable<(int, string)> Cells(Notebook notebook)
    {
        int executed = 0;
        var ids = new HashSet<string>();
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            NotebookCell cell = notebook.Cells[i];
            if (!WellFormedId().IsMatch(cell.Id) || !ids.Add(cell.Id))
                yield return (i + 1, ids.Contains(cell.Id) ? $"the id {cell.Id} stands twice" : "the cell has no id of letters, digits, - and _");
            if (cell.IsMarkdown && i > 0 && TopHeading().IsMatch(cell.Source))
                yield return (i + 1, "a second title: sections start with ##");
            if (MachinePath().IsMatch(cell.Source) || MachinePath().IsMatch(cell.Outputs.ToJsonString()))
                yield return (i + 1, "a path of one machine");
            foreach (string name in EditorsMetadata.Where(n => cell.Json["metadata"]?[n] is not null))
                yield return (i + 1, $"metadata that .NET Interactive's editor leaves ({name}): take it out");
            if (!cell.IsCode)
                continue;
            if (GenuineOutput().Match(cell.Outputs.ToJsonString()) is { Success: true } genuine)
                yield return (i + 1, $"an output as .NET Interactive saves it ({genuine.Value}), with addresses or styles of its own: run ./mex notebooks run and commit");
            executed++;
            if (i > 0 && notebook.Cells[i - 1].IsCode)
                yield return (i + 1, "two code cells follow each other without a word between them");
            if ((int?)cell.Json["execution_count"] != executed)
                yield return (i + 1, $"execution count {cell.Json["execution_count"]?.ToJsonString() ?? "null"} instead of {executed}: run ./mex notebooks run and commit");
            if (cell.Outputs.Any(o => (string?)o?["output_type"] == "error"))
                yield return (i + 1, "an error was committed");
            if (CompilerWarning().Match(cell.Outputs.ToJsonString()) is { Success: true } warned)
                yield return (i + 1, $"a warning of the compiler was committed ({warned.Groups["id"].Value}): mend the cell and run ./mex notebooks run");
            int lines = cell.Source.Split('\n').Count(l => l.Trim().Length > 0);
            if (executed > 1 && lines > LongestCell)
                yield return (i + 1, $"{lines} lines: more than {LongestCell} are a method of the library, or two cells");
        }
    }

    private static IEnumerable<(int, string)> Sections(Notebook notebook, bool solutions)
    {
        string[] last = ["Summary", "Exercises", "References"];
        var named = new HashSet<string>();
        (int Cell, string Heading)? open = null;
        bool code = false, asserted = false, any = false;
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            NotebookCell cell = notebook.Cells[i];
            foreach (Match heading in cell.IsMarkdown ? SectionHeading().Matches(cell.Source) : Enumerable.Empty<Match>())
            {
                string text = heading.Groups["text"].Value.Trim();
                if (open is not null && code && !asserted)
                    yield return (open.Value.Cell, $"the section \"{open.Value.Heading}\" asserts nothing (Check.…)");
                (open, code, asserted) = ((i + 1, text), false, false);
                named.Add(text);
                if (!solutions && !last.Contains(text) && !text.EndsWith('?'))
                    yield return (i + 1, $"the section \"{text}\" is no question");
            }
            code |= cell.IsCode;
            bool checks = cell.IsCode && cell.Source.Contains("Check.", StringComparison.Ordinal);
            asserted |= checks;
            any |= checks;
        }
        if (open is not null && code && !asserted)
            yield return (open.Value.Cell, $"the section \"{open.Value.Heading}\" asserts nothing (Check.…)");
        if (!any)
            yield return (notebook.Cells.Count, "nothing is asserted (Check.…)");
        foreach (string missing in solutions ? [] : last.Where(l => !named.Contains(l)))
            yield return (notebook.Cells.Count, $"## {missing} is missing");
    }

    [GeneratedRegex(@"^# ", RegexOptions.Multiline)]
    private static partial Regex TopHeading();

    [GeneratedRegex(@"^## (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"\]\([^)\s]+\.ipynb\)")]
    private static partial Regex OtherNotebook();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex WellFormedId();

    /// <summary>The script that looks for the kernel at each of the machine's addresses, and the style sheet of values that have no formatter.</summary>
    [GeneratedRegex(@"probeAddresses|probingAddresses|loadDotnetInteractiveApi|dni-(plaintext|treeview|code-hint)")]
    private static partial Regex GenuineOutput();

    [GeneratedRegex(@"\(\d+,\d+\): warning (?<id>CS\d+): ")]
    private static partial Regex CompilerWarning();

    [GeneratedRegex("""(^|["'\s(=])/(home|root|work|mnt|Users|tmp)/""")]
    private static partial Regex MachinePath();
}
