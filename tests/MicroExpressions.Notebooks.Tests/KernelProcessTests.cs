namespace MicroExpressions.Notebooks.Tests;

/// <summary>The session as a process, and what happens when a cell takes the process with it.</summary>
public sealed class KernelProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<CellResult> Run(Notebook book, double seconds = 60)
    {
        using KernelProcess process = KernelProcess.Start(book.Path);
        return NotebookRunner.Run(book, process.Execute, TimeSpan.FromSeconds(seconds));
    }

    private Notebook Book(params string[] cells) => Notebook.Parse(Path.Combine(_folder, "book.ipynb"), NotebookRunnerTests.Json([.. cells.Select(c => ("code", c))]));

    [Fact]
    public void Outputs_come_across_as_they_are_in_one_process()
    {
        string[] cells = ["var x = 2;\nConsole.WriteLine(\"τ\"); Console.Error.Write(\"e\"); display(HTML(\"<b>x</b>\"));\nx", "x + 1", "Console.ReadLine()"];
        Notebook here = Book(cells), there = Book(cells);
        NotebookRunner.Run(here, new NotebookSession(here.Path).Execute, TimeSpan.FromSeconds(60));
        Run(there);
        Assert.Contains("τ", there.ToString());
        Assert.Equal(here.ToString(), there.ToString());
    }

    [Fact]
    public void A_process_that_is_killed_is_named_with_its_cell_and_other_outputs_are_kept()
    {
        Notebook book = Book("Console.WriteLine(\"first\");", "Console.WriteLine(\"before\");\nawait Task.Delay(300);\nSystem.Diagnostics.Process.GetCurrentProcess().Kill();", "3");
        IReadOnlyList<CellResult> results = Run(book);
        ErrorOutput error = results[1].Error!;
        Assert.Equal("ProcessEnded", error.Name);
        Assert.StartsWith("book.ipynb#cell2: the C# process ended by a kill signal", error.Message);
        Assert.Equal("before\n", Assert.IsType<StreamOutput>(results[1].Outputs[0]).Text);
        book.Write();
        Notebook written = Notebook.Read(book.Path);
        Assert.Equal(["stream"], written.Cells[0].Outputs.Select(o => (string?)o!["output_type"]));
        Assert.Equal(["stream", "error"], written.Cells[1].Outputs.Select(o => (string?)o!["output_type"]));
    }

    [Fact]
    public void A_cell_that_hangs_in_native_code_is_ended_too()
    {
        Notebook book = Book("using System.Runtime.InteropServices;\n[DllImport(\"libc\")] static extern int pause();\npause()");
        ErrorOutput error = Run(book, seconds: 3)[0].Error!;
        Assert.Equal("TimeLimit", error.Name);
        Assert.Contains("cell 1 ran longer than 3 s", error.Message);
    }

    [Fact]
    public void Variables_can_be_taken_from_the_processs_environment()
    {
        Environment.SetEnvironmentVariable("MEX_KERNEL_TEST", "here");
        Notebook book = Book("Environment.GetEnvironmentVariable(\"MEX_KERNEL_TEST\")");
        using KernelProcess process = KernelProcess.Start(book.Path, new Dictionary<string, string?> { ["MEX_KERNEL_TEST"] = null });
        CellResult result = NotebookRunner.Run(book, process.Execute, TimeSpan.FromSeconds(60))[0];
        Assert.Equal("<null>", Assert.IsType<DisplayOutput>(result.Outputs[0]).Forms[0].Content);
    }

    [Fact]
    public void A_cell_that_prints_all_the_time_does_not_wait_for_the_answers_that_wait_for_it()
    {
        Notebook book = Book("var t = System.Diagnostics.Stopwatch.StartNew(); int lines = 0; while (t.ElapsedMilliseconds < 400) { Console.WriteLine(\"line\"); lines++; }\nlines > 0");

        CellResult result = Run(book)[0];

        Assert.Equal("True", Assert.IsType<DisplayOutput>(result.Outputs[^1]).Forms[0].Content);
    }
}
