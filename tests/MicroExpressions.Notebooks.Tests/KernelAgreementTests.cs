using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Tests;

/// <summary>Two runs of one notebook, as <c>mex notebooks run --kernel dotnet-interactive</c> compares them.</summary>
public class KernelAgreementTests
{
    private static Notebook Ran(params CellOutput[][] outputs)
    {
        Notebook book = Notebook.Parse("book.ipynb", NotebookRunnerTests.Json([("markdown", "# Title"), .. outputs.Select(_ => ("code", "1"))]));
        for (int i = 0; i < outputs.Length; i++)
            book.Cells[i + 1].SetOutputs(i + 1, new JsonArray([.. outputs[i].Select(o => (JsonNode)o.ToJson())]));
        return book;
    }

    private static DisplayOutput Shown(params (string, string)[] forms) => new(forms, 1);

    [Fact]
    public void The_same_outputs_agree_in_whatever_order_their_forms_came() =>
        Assert.Empty(KernelAgreement.Differences(Ran([new StreamOutput("stdout", "τ"), Shown(("text/html", "<b>1</b>"), ("text/plain", "1"))]),
            Ran([new StreamOutput("stdout", "τ"), Shown(("text/plain", "1"), ("text/html", "<b>1</b>"))])));

    [Fact]
    public void A_character_that_differs_is_shown_where_it_stands() =>
        Assert.Matches(@"^book\.ipynb#cell3, output 2: the kit's kernel has .{0,40}τ = 0\.5"".*, \.NET Interactive .{0,40}τ = 0\.6"".*$", Assert.Single(KernelAgreement.Differences(
            Ran([], [new StreamOutput("stdout", "same"), Shown(("text/plain", "τ = 0.5"))]), Ran([], [new StreamOutput("stdout", "same"), Shown(("text/plain", "τ = 0.6"))]))));

    [Fact]
    public void An_output_too_few_is_named() =>
        Assert.EndsWith("output 2: the kit's kernel has none, .NET Interactive {\"name\":\"stderr\",\"output_type\":\"stream\",\"text\":[\"e\"]}",
            Assert.Single(KernelAgreement.Differences(Ran([new StreamOutput("stdout", "o")]), Ran([new StreamOutput("stdout", "o"), new StreamOutput("stderr", "e")]))));
}
