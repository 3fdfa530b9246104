namespace MicroExpressions.Notebooks.Tests;

public class CodeInspectionTests
{
    private readonly NotebookSession _session = new(Path.Combine(Path.GetTempPath(), "lesson.ipynb"));

    public CodeInspectionTests() => Assert.True(_session.Execute(
        $"#r \"{typeof(InputException).Assembly.Location}\"\nusing MicroExpressions.Reporting;\nvar counts = new List<int> {{ 1, 2 }};", 1, 1, _ => { }, default));

    private string? At(string code) => CodeInspection.Inspect(_session, code.Replace("|", ""), code.IndexOf('|'));

    [Fact]
    public void A_method_shows_its_declaration_and_what_its_documentation_says()
    {
        string text = At("Check.Th|at(true, \"\")")!;
        Assert.StartsWith("void Check.That(bool holds, string what)", text);
        Assert.Contains("Says that something holds.", text);
        Assert.Contains("what: the claim, as a sentence", text);
    }

    [Fact]
    public void Between_brackets_it_is_the_method_that_is_called() => Assert.StartsWith("void Check.That(", At("Check.That(|"));

    [Fact]
    public void A_variable_of_an_earlier_cell_shows_its_type() => Assert.Contains("List<int>", At("count|s"));

    [Fact]
    public void A_type_shows_its_summary() => Assert.Contains("One colour for one thing", At("Pal|ette.Truth"));

    [Theory]
    [InlineData("1 + |2")]
    [InlineData("nonsense|")]
    [InlineData("|")]
    public void Where_there_is_no_name_there_is_nothing_to_say(string code) => Assert.Null(At(code));
}
