using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests;

/// <summary>The repository's own notebooks.</summary>
public class CommittedNotebooksTests
{
    /// <summary>Notebooks that state more than this are run by <c>./mex notebooks run</c> only.</summary>
    private const int FastSeconds = 30;

    private static string Folder => KitFolder.Notebooks;

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.ipynb", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(p => Path.GetRelativePath(Folder, p))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_keeps_the_kits_layout_and_its_outputs_are_fresh(string name) =>
        Assert.Empty(NotebookLinter.Check(Notebook.Read(Path.Combine(Folder, name))));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_notebook_is_written_back_without_losing_a_byte(string name)
    {
        string path = Path.Combine(Folder, name);
        Assert.Equal(File.ReadAllText(path), Notebook.Read(path).ToString());
    }

    public static IEnumerable<TheoryDataRow<string>> Fast => Names.Select(row =>
    {
        NotebookHead head = NotebookHead.Of(Notebook.Read(Path.Combine(Folder, row.Data)));
        return new TheoryDataRow<string>(row.Data)
        {
            Skip = head.Seconds <= FastSeconds ? null
                : $"states {(head.Seconds is null ? "no time" : head.Time)}, and these tests run what states {FastSeconds} s or less: ./mex notebooks run --only {Path.GetFileNameWithoutExtension(row.Data)}",
        };
    });

    [Theory]
    [MemberData(nameof(Fast))]
    public void A_fast_notebook_runs_top_to_bottom_and_what_it_claims_holds(string name)
    {
        Notebook notebook = Notebook.Read(Path.Combine(Folder, name));
        string[] committed = Kinds(notebook);
        using KernelProcess process = KernelProcess.Start(notebook.Path, new Dictionary<string, string?> { ["MEX_DATA"] = null });
        IReadOnlyList<CellResult> cells = NotebookRunner.Run(notebook, process.Execute, TimeSpan.FromSeconds(120), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("", cells[^1].Error?.Message ?? "");
        Assert.Equal(committed, Kinds(notebook));
    }

    /// <summary>Which cell put out what, without the numbers, which may differ in their last digits on another processor.</summary>
    private static string[] Kinds(Notebook notebook) => [.. notebook.Cells.Where(c => c.IsCode).Select(c =>
        $"{c.Id}: {string.Join(", ", c.Outputs.Select(o => $"{o!["output_type"]} {string.Join(" ", (o["data"] as JsonObject ?? []).Select(d => d.Key))}"))}")];
}
