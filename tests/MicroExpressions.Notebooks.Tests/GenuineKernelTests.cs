namespace MicroExpressions.Notebooks.Tests;

/// <summary>.NET Interactive itself, spoken to as the kit's own kernel is.</summary>
public sealed class GenuineKernelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Notebook Book(params string[] cells) => Notebook.Parse(Path.Combine(_folder, "book.ipynb"), NotebookRunnerTests.Json([.. cells.Select(c => ("code", c))]));

    private static IReadOnlyList<CellResult> Run(Notebook book, double seconds = 120)
    {
        using GenuineKernel kernel = GenuineKernel.Start(GenuineTool.OrSkip(), book.Path);
        return NotebookRunner.Run(book, kernel.Execute, TimeSpan.FromSeconds(seconds), cancellation: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void It_puts_out_what_the_kits_own_kernel_does()
    {
        string[] cells =
        [
            "Console.WriteLine(\"τ\"); Console.Error.Write(\"e\"); display(HTML(\"<b>x</b>\"));\nHTML(\"<i>y</i>\")",
            "string? warned = null;\nint unused = 1;\nConsole.WriteLine(\"before\");\n\"text\"",
            "async Task<int> Later() { await Task.Delay(1); return 2; }\nLater();\nint Never() { return 1; return 2; }",
            $"#r \"{typeof(InputException).Assembly.Location}\"\nusing MicroExpressions.Reporting;\nnew ResultTable(\"t\", [new(\"a\")], [new(1.5)])",
        ];
        Notebook own = Book(cells), genuine = Book(cells);
        NotebookRunner.Run(own, new NotebookSession(own.Path).Execute, TimeSpan.FromSeconds(120));
        IReadOnlyList<CellResult> results = Run(genuine);
        Assert.Null(results[^1].Error);
        Assert.Contains("warning CS8632", own.ToString());
        IReadOnlyList<string> differences = KernelAgreement.Differences(own, genuine);
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    [Fact]
    public void A_cell_that_does_not_compile_or_throws_is_named_with_what_the_kernel_says_and_state_is_kept()
    {
        using GenuineKernel kernel = GenuineKernel.Start(GenuineTool.OrSkip(), Book().Path);
        Assert.Equal("book.ipynb#cell4: (1,9): error CS0029: Cannot implicitly convert type 'string' to 'int'", Error(1, "int x = \"s\";").Message);
        ErrorOutput thrown = Error(2, "int kept = 7;\nint.Parse(\"x\");");
        Assert.Equal("book.ipynb#cell4: System.FormatException: The input string 'x' was not in a correct format.", thrown.Message);
        Assert.Contains("Int32.Parse", string.Join("\n", thrown.Trace));
        var outputs = new List<CellOutput>();
        Assert.True(kernel.Execute("Console.Write(kept);", 4, 3, outputs.Add, CancellationToken.None));
        Assert.Equal([new StreamOutput("stdout", "7")], outputs);

        ErrorOutput Error(int count, string code)
        {
            var outputs = new List<CellOutput>();
            Assert.False(kernel.Execute(code, 4, count, outputs.Add, CancellationToken.None));
            return Assert.IsType<ErrorOutput>(outputs[^1]);
        }
    }

    [Fact]
    public void A_cell_over_the_time_limit_is_ended_and_one_that_ends_the_process_is_named()
    {
        ErrorOutput late = Run(Book("while (true) { }"), seconds: 8)[0].Error!;
        Assert.Equal("TimeLimit", late.Name);
        Assert.Contains("cell 1 ran longer than 8 s", late.Message);
        ErrorOutput ended = Run(Book("Environment.Exit(3);"))[0].Error!;
        Assert.Equal("book.ipynb#cell1: the process of .NET Interactive ended with exit code 3 while this cell ran.", ended.Message);
    }

    [Fact]
    public void It_serves_nothing_on_the_network_and_puts_no_addresses_into_the_first_output()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a process's ports are read from /proc");
        IReadOnlyList<CellOutput> outputs = Run(Book(GenuineTool.ListeningCell))[0].Outputs;
        Assert.Equal([new StreamOutput("stdout", "listens: \n")], outputs);
    }

    [Fact]
    public void A_chart_of_Plotly_NET_shows_itself()
    {
        Notebook book = Book("#r \"nuget: Plotly.NET, 6.0.0\"\n#r \"nuget: Plotly.NET.CSharp, 0.14.0\"\n#r \"nuget: Plotly.NET.Interactive, 6.0.0\"", "using Plotly.NET.CSharp;\nChart.Line<int, int, string>(x: [1, 2], y: [3, 4])");
        IReadOnlyList<CellResult> results = Run(book);
        Assert.SkipWhen(results[0].Error is not null, $"the packages cannot be restored: {results[0].Error?.Message}");
        Assert.Equal("", results[^1].Error?.Message ?? "");
        string html = Assert.IsType<DisplayOutput>(results[^1].Outputs[^1]).Forms.Single(f => f.MediaType == "text/html").Content;
        Assert.Contains("Plotly.newPlot(", html);
        Assert.Contains("\"x\":[1,2],\"y\":[3,4]", html);
    }
}
