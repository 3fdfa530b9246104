using System.Text;
using MicroExpressions.Tests.Hostile;

namespace MicroExpressions.Notebooks.Tests;

/// <summary>A notebook comes from anywhere; reading one runs nothing. 200 spoilt ones, more where the environment's MEX_CAMPAIGN says so (docs/reliability.md).</summary>
public sealed class SpoiltNotebooksTests
{
    private const string Small = """
        {"cells": [{"cell_type": "markdown", "id": "a1", "metadata": {}, "source": ["# Title\n", "text"]},
        {"cell_type": "code", "execution_count": 1, "id": "a2", "metadata": {"tags": ["x"]}, "outputs": [{"data": {"text/plain": ["3"]}, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}], "source": "1 + 2"}],
        "metadata": {"kernelspec": {"display_name": ".NET (C#)", "language": "C#", "name": ".net-csharp"}, "mex": {"ran": "00"}}, "nbformat": 4, "nbformat_minor": 5}
        """;

    private static readonly HostileReader Notebooks = new("notebooks", ".ipynb", () => [("small", Encoding.UTF8.GetBytes(Small))], path =>
    {
        Notebook notebook = Notebook.Read(path);
        _ = (notebook.SourcesDigest, notebook.RanDigest, notebook.MinorVersion, notebook.ToString(), NotebookHead.Of(notebook));
        foreach (NotebookCell cell in notebook.Cells)
            _ = (cell.Id, cell.IsCode, cell.IsMarkdown, cell.Source, cell.Outputs.Count);
    });

    [Fact]
    public void A_spoilt_notebook_is_read_or_refused_by_name() => HostileRun.Holds(Notebooks);

    [Theory]
    [InlineData("\"nbformat\": \"4\"")]
    [InlineData("\"nbformat\": 4, \"nbformat_minor\": \"five\"")]
    [InlineData("\"nbformat\": 4, \"metadata\": {\"mex\": 3}")]
    [InlineData("\"nbformat\": 4, \"cells\": [{\"cell_type\": 7}]")]
    [InlineData("\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": 7}]")]
    [InlineData("\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": [[]]}]")]
    [InlineData("\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": 7}]")]
    [InlineData("\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"id\": {}}]")]
    [InlineData("\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\\ud800\"}]")]
    public void A_member_of_another_kind_is_refused_when_the_file_is_read(string members)
    {
        string others = string.Concat(new[] { "cells\": []", "metadata\": {}" }.Where(m => !members.Contains(m.Split('"')[0], StringComparison.Ordinal)).Select(m => $", \"{m}"));
        Assert.Contains("a.ipynb", Assert.Throws<InputException>(() => Notebook.Parse("a.ipynb", $"{{{members}{others}}}")).Place);
    }
}
