using MicroExpressions.Notebooks;

namespace MicroExpressions.Notebooks.Tests;

public class NotebookSessionTests
{
    private readonly NotebookSession _session = new(Path.Combine(Path.GetTempPath(), "lesson.ipynb"));
    private int _count;

    private IReadOnlyList<CellOutput> Run(string code, CancellationToken interrupt = default)
    {
        var outputs = new List<CellOutput>();
        _session.Execute(code, cell: ++_count, _count, outputs.Add, interrupt);
        return outputs;
    }

    [Fact]
    public void What_a_cell_declares_later_cells_see()
    {
        Assert.Empty(Run("var x = new List<int> { 1, 2, 3 };"));
        var shown = Assert.IsType<DisplayOutput>(Assert.Single(Run("x.Sum()")));
        Assert.Equal(("text/plain", "6"), Assert.Single(shown.Forms));
        Assert.Equal(2, shown.ExecutionCount);
    }

    [Fact]
    public void A_trailing_expression_that_is_null_is_shown_as_null() =>
        Assert.Equal("<null>", Assert.IsType<DisplayOutput>(Assert.Single(Run("(string)null"))).Forms[0].Content);

    [Theory]
    [InlineData("int.Parse(\"1\");")]
    [InlineData("Console.Write(\"\")")]
    public void A_statement_or_a_void_call_has_no_value(string code) => Assert.Empty(Run(code));

    [Fact]
    public void What_the_compiler_warns_of_stands_on_stderr_between_what_the_cell_prints_and_its_value()
    {
        IReadOnlyList<CellOutput> outputs = Run("string? name = null;\nConsole.Write(1);\nname");
        Assert.Equal(["stdout", "stderr"], outputs.OfType<StreamOutput>().Select(o => o.Name));
        Assert.Equal("\n(1,7): warning CS8632: The annotation for nullable reference types should only be used in code within a '#nullable' annotations context.\n\n",
            Assert.IsType<StreamOutput>(outputs[1]).Text);
        Assert.IsType<DisplayOutput>(outputs[2]);
    }

    [Fact]
    public void Outputs_come_in_the_order_in_which_they_were_made()
    {
        IReadOnlyList<CellOutput> outputs = Run("Console.WriteLine(\"a\"); display(1); Console.Error.Write(\"b\"); \"c\"");
        Assert.Equal(["stdout a\n", "1", "stderr b", "c"], outputs.Select(o => o switch
        {
            StreamOutput s => $"{s.Name} {s.Text}",
            DisplayOutput d => d.Forms[0].Content,
            _ => "?",
        }));
    }

    [Fact]
    public void HTML_is_shown_as_markup() =>
        Assert.Equal(("text/html", "<b>x</b>"), Assert.Single(Assert.IsType<DisplayOutput>(Assert.Single(Run("HTML(\"<b>x</b>\")"))).Forms));

    [Fact]
    public void A_compile_error_names_cell_line_and_column_and_keeps_the_state()
    {
        Run("int kept = 7;");
        var error = Assert.IsType<ErrorOutput>(Assert.Single(Run("var a = 1;\nvar b = nonsense;")));
        Assert.Equal("CompileError", error.Name);
        Assert.StartsWith("lesson.ipynb#cell2, line 2, column 9: CS0103", error.Message);
        Assert.Equal("7", Assert.IsType<DisplayOutput>(Assert.Single(Run("kept"))).Forms[0].Content);
    }

    [Fact]
    public void An_exception_names_cell_and_line_keeps_earlier_outputs_and_the_state()
    {
        IReadOnlyList<CellOutput> outputs = Run("var before = 1;\nConsole.Write(\"said\");\nthrow new InvalidOperationException(\"no\");");
        Assert.Equal("said", Assert.IsType<StreamOutput>(outputs[0]).Text);
        var error = Assert.IsType<ErrorOutput>(outputs[1]);
        Assert.Equal("System.InvalidOperationException", error.Name);
        Assert.Equal("lesson.ipynb#cell1, line 3: no", error.Message);
        Assert.Equal("1", Assert.IsType<DisplayOutput>(Assert.Single(Run("before"))).Forms[0].Content);
    }

    [Fact]
    public void A_function_of_an_earlier_cell_that_throws_is_named_with_its_own_line()
    {
        Run("int Half(int x)\n{\n    if (x % 2 == 1)\n        throw new ArgumentException(\"odd\");\n    return x / 2;\n}");
        var error = Assert.IsType<ErrorOutput>(Assert.Single(Run("\nHalf(3)")));
        Assert.StartsWith("lesson.ipynb#cell1, line 4", error.Message);
        Assert.Contains(error.Trace, t => t.Contains("lesson.ipynb#cell2, line 2"));
    }

    [Fact]
    public void An_endless_cell_can_be_interrupted_and_the_state_stays()
    {
        Run("int kept = 3;");
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        IReadOnlyList<CellOutput> outputs = Run("kept = 4; while (true) { }", soon.Token);
        Assert.Equal("Interrupted", Assert.IsType<ErrorOutput>(outputs[^1]).Name);
        Assert.Equal("4", Assert.IsType<DisplayOutput>(Assert.Single(Run("kept"))).Forms[0].Content);
    }

    [Fact]
    public void A_huge_output_is_cut_off_and_says_so()
    {
        IReadOnlyList<CellOutput> outputs = Run("for (int i = 0; i < 300; i++) Console.Write(new string('x', 10_000));");
        string text = string.Concat(outputs.Cast<StreamOutput>().Select(o => o.Text));
        Assert.InRange(text.Length, 1_000_000, 1_000_200);
        Assert.EndsWith("print less, or write to a file\n", text);
    }

    [Fact]
    public void A_missing_dll_is_named_with_its_line()
    {
        var error = Assert.IsType<ErrorOutput>(Assert.Single(Run("#r \"../no/such.dll\"\n1")));
        Assert.Contains("lesson.ipynb#cell1, line 1", error.Message);
        Assert.Contains("such.dll", error.Message);
        Assert.EndsWith("build it first: ./mex doctor", error.Message);
    }

    [Fact]
    public void A_dll_that_is_loaded_already_is_reused_so_that_its_types_are_the_same()
    {
        string library = typeof(InputException).Assembly.Location;
        Assert.DoesNotContain(Run($"#r \"{library}\"\nusing MicroExpressions;"), o => o is ErrorOutput);
        var shown = Assert.IsType<DisplayOutput>(Assert.Single(Run("typeof(InputException).Assembly.Location")));
        Assert.Equal(library, shown.Forms[0].Content);
    }

    [Fact]
    public void Cells_may_await() =>
        Assert.Equal("5", Assert.IsType<DisplayOutput>(Assert.Single(Run("await Task.Delay(10);\n5"))).Forms[0].Content);

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("void F() {", false)]
    [InlineData("var x = ", false)]
    public void An_unfinished_cell_is_known_as_such(string code, bool complete) => Assert.Equal(complete, NotebookSession.IsComplete(code));
}
