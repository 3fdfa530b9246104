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

    /// <summary>The same for .NET Interactive, in which a lesson runs a second time; solutions are left to <c>./mex notebooks run</c>.</summary>
    private const int FastInBothSeconds = 10;

    private static readonly Dictionary<string, (Notebook Notebook, string Error)> Ran = [];

    public static IEnumerable<TheoryDataRow<string>> Fast => Names.Select(row => Row(row.Data, Seconds(row.Data) <= FastSeconds,
        $"these tests run what states {FastSeconds} s or less: ./mex notebooks run"));

    public static IEnumerable<TheoryDataRow<string>> FastInBoth => Names.Select(row => Row(row.Data, Seconds(row.Data) <= FastInBothSeconds && Path.GetDirectoryName(row.Data) == "",
        $"these tests compare lessons that state {FastInBothSeconds} s or less: ./mex notebooks run --kernel dotnet-interactive"));

    private static int? Seconds(string name) => NotebookHead.Of(Notebook.Read(Path.Combine(Folder, name))).Seconds;

    private static TheoryDataRow<string> Row(string name, bool fast, string rule) => new(name)
    {
        Skip = fast ? null : $"states {(Seconds(name) is int seconds ? $"{seconds} s" : "no time")}, and {rule} --only {Path.GetFileNameWithoutExtension(name)}",
    };

    [Theory]
    [MemberData(nameof(Fast))]
    public void A_fast_notebook_runs_top_to_bottom_and_what_it_claims_holds(string name)
    {
        (Notebook notebook, string error) = RunInOwnKernel(name);
        Assert.Equal("", error);
        Assert.Equal(Kinds(Notebook.Read(Path.Combine(Folder, name))), Kinds(notebook));
    }

    [Theory]
    [MemberData(nameof(FastInBoth))]
    public void A_fast_notebook_puts_out_the_same_in_the_genuine_kernel(string name)
    {
        Notebook notebook = Notebook.Read(Path.Combine(Folder, name));
        using GenuineKernel kernel = GenuineKernel.Start(GenuineTool.OrSkip(), notebook.Path, WithoutData);
        IReadOnlyList<CellResult> cells = NotebookRunner.Run(notebook, kernel.Execute, TimeSpan.FromSeconds(120), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("", cells[^1].Error?.Message ?? "");
        IReadOnlyList<string> differences = KernelAgreement.Differences(RunInOwnKernel(name).Notebook, notebook);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    private static IReadOnlyDictionary<string, string?> WithoutData => new Dictionary<string, string?> { ["MEX_DATA"] = null };

    /// <summary>A notebook after a run, which all tests share, and why it failed.</summary>
    private static (Notebook Notebook, string Error) RunInOwnKernel(string name)
    {
        if (Ran.TryGetValue(name, out (Notebook, string) known))
            return known;
        Notebook notebook = Notebook.Read(Path.Combine(Folder, name));
        using KernelProcess process = KernelProcess.Start(notebook.Path, WithoutData);
        IReadOnlyList<CellResult> cells = NotebookRunner.Run(notebook, process.Execute, TimeSpan.FromSeconds(120), cancellation: TestContext.Current.CancellationToken);
        return Ran[name] = (notebook, cells[^1].Error?.Message ?? "");
    }

    /// <summary>Which cell put out what, without the numbers, which may differ in their last digits on another processor.</summary>
    private static string[] Kinds(Notebook notebook) => [.. notebook.Cells.Where(c => c.IsCode).Select(c =>
        $"{c.Id}: {string.Join(", ", c.Outputs.Select(o => $"{o!["output_type"]} {string.Join(" ", (o["data"] as JsonObject ?? []).Select(d => d.Key))}"))}")];
}
