namespace MicroExpressions.Notebooks.Tests;

/// <summary>The repository's notebooks that take too long to be run in the tests: none of their cells is run.</summary>
public class NotebookCompilationTests
{
    public static TheoryData<string> Slow => [.. CommittedNotebooksTests.Fast.Where(row => row.Skip is not null).Select(row => row.Data)];

    [Theory]
    [MemberData(nameof(Slow))]
    public void A_notebook_that_takes_too_long_to_be_run_here_compiles(string name) =>
        Assert.Empty(NotebookSession.CompileErrors(Notebook.Read(Path.Combine(KitFolder.Notebooks, name))));

    [Fact]
    public void A_cell_that_does_not_compile_is_named_and_no_cell_is_run()
    {
        Notebook notebook = Notebook.Read(Path.Combine(KitFolder.Notebooks, "00-tour.ipynb"));
        int last = notebook.Cells.Index().Last(c => c.Item.IsCode).Index;
        notebook.Cells[last].Json["source"] = "notThere.Call();\nthrow new Exception(\"was run\");";

        LintFinding finding = Assert.Single(NotebookSession.CompileErrors(notebook));

        Assert.Equal($"00-tour.ipynb, cell {last + 1}", finding.Place);
        Assert.Contains("line 1, column 1: CS0103", finding.What, StringComparison.Ordinal);
    }
}
