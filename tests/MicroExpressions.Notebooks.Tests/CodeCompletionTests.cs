namespace MicroExpressions.Notebooks.Tests;

public class CodeCompletionTests
{
    private readonly NotebookSession _session = new(Path.Combine(Path.GetTempPath(), "lesson.ipynb"));

    public CodeCompletionTests() => Assert.True(_session.Execute(
        $"#r \"{typeof(InputException).Assembly.Location}\"\nusing MicroExpressions.Reporting;\nvar counts = new List<int> {{ 1, 2 }};", 1, 1, _ => { }, default));

    /// <summary>Completes where the text has a bar.</summary>
    private Completions At(string code) => CodeCompletion.Complete(_session, code.Replace("|", ""), code.IndexOf('|'));

    [Fact]
    public void After_a_dot_come_the_members_and_extension_methods_of_the_value()
    {
        IReadOnlyList<string> found = At("counts.|").Matches;
        Assert.Contains("Count", found);
        Assert.Contains("Sum", found);
        Assert.DoesNotContain("Equals(", found);
        Assert.DoesNotContain("Empty", found);
    }

    [Fact]
    public void After_a_type_come_its_static_members_only()
    {
        IReadOnlyList<string> found = At("Palette.|").Matches;
        Assert.Contains("Prediction", found);
        Assert.DoesNotContain("GetHashCode", found);
    }

    [Fact]
    public void After_a_namespace_come_its_types() => Assert.Contains("ResultTable", At("MicroExpressions.Reporting.Res|").Matches);

    [Fact]
    public void What_earlier_cells_declared_comes_first_and_the_typed_part_is_replaced()
    {
        Completions found = At("var x = coun|;");
        Assert.Equal("counts", found.Matches[0]);
        Assert.Equal((8, 12), (found.From, found.To));
    }

    [Fact]
    public void A_half_written_cell_completes_as_well() => Assert.Equal(["Where"], At("foreach (var c in counts.Wher|\n{").Matches);

    [Fact]
    public void Keywords_are_offered() => Assert.Contains("foreach", At("fore|").Matches);

    [Fact]
    public void What_another_assembly_hides_is_not_offered() => Assert.Empty(At("NotebookForm|").Matches);

    [Theory]
    [InlineData("// coun|")]
    [InlineData("var s = \"coun|\";")]
    [InlineData("|")]
    public void In_a_comment_in_a_string_and_before_a_first_letter_nothing_is_offered(string code) => Assert.Empty(At(code).Matches);
}
