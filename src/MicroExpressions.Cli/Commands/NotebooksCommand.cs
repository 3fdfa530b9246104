using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Notebooks;
using MicroExpressions.Notebooks.Site;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex notebooks</c>: run the notebooks without an editor, and hold them to their layout.</summary>
public static class NotebooksCommand
{
    public static Command Create()
    {
        var only = new Option<string?>("--only") { Description = "only notebooks whose name contains this, e.g. 03" };
        var limit = new Option<int>("--limit") { Description = "seconds that one cell may take", DefaultValueFactory = _ => 120 };
        Option<string> kernel = KernelOption.Create("mex runs them and writes their outputs; dotnet-interactive runs them in .NET Interactive too, and compares what both put out");
        var run = new Command("run", "Run the notebooks top to bottom.") { only, limit, kernel };
        run.SetAction((parse, cancel) => Task.Run(() => Run(parse.GetValue(only), TimeSpan.FromSeconds(parse.GetValue(limit)), KernelOption.Tool(parse.GetValue(kernel)!), cancel), cancel));
        var check = new Command("check", "Check the layout of the notebooks, that their outputs are fresh and that their cells compile.") { only };
        check.SetAction(parse => CheckLayout(parse.GetValue(only)));
        var html = new Command("html", "Write the notebooks as a site that needs no server and no network, into artifacts/site.");
        html.SetAction(_ => WriteSite());
        return new Command("notebooks", "The notebooks: every experiment, explained and run.") { run, check, html };
    }

    private static int Run(string? only, TimeSpan limit, DotnetInteractiveTool? genuine, CancellationToken cancel)
    {
        int passed = 0, failed = 0;
        foreach (string path in Find(only))
        {
            cancel.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            (int cells, IReadOnlyList<string> wrong) = genuine is null ? Run(path, limit, cancel) : Compare(path, genuine, limit, cancel);
            if (wrong.Count == 0)
                passed++;
            else
                failed++;
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{(wrong.Count == 0 ? "passed" : "FAILED")}  {Path.GetFileName(path)}  {cells} cells, {watch.Elapsed.TotalSeconds:0.0} s"));
            foreach (string line in wrong)
                Console.Out.WriteLine("    " + line);
        }
        Console.Out.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? ExitCode.Done : ExitCode.WrongUse;
    }

    /// <summary>Runs one notebook in a process of its own and writes it, up to and with the cell that failed.</summary>
    /// <returns>how many cells ran, and what went wrong</returns>
    private static (int Cells, IReadOnlyList<string> Wrong) Run(string path, TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            Notebook notebook = Notebook.Read(path);
            using KernelProcess process = KernelProcess.Start(path);
            IReadOnlyList<CellResult> cells = NotebookRunner.Run(notebook, process.Execute, limit, cancellation: cancel);
            notebook.Write();
            return (cells.Count, Failure(cells, ""));
        }
        catch (InputException wrong)
        {
            return (0, [wrong.Message]);
        }
    }

    /// <summary>Runs one notebook in either kernel, one after the other, and writes nothing.</summary>
    private static (int Cells, IReadOnlyList<string> Wrong) Compare(string path, DotnetInteractiveTool tool, TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            Notebook own = Notebook.Read(path), other = Notebook.Read(path);
            IReadOnlyList<string> wrong;
            using (KernelProcess process = KernelProcess.Start(path))
                wrong = Failure(NotebookRunner.Run(own, process.Execute, limit, cancellation: cancel), "in the kit's kernel: ");
            if (wrong.Count > 0)
                return (0, wrong);
            using GenuineKernel genuine = GenuineKernel.Start(tool, path);
            IReadOnlyList<CellResult> cells = NotebookRunner.Run(other, genuine.Execute, limit, cancellation: cancel);
            wrong = Failure(cells, "in .NET Interactive: ");
            return (cells.Count, wrong.Count > 0 ? wrong : KernelAgreement.Differences(own, other));
        }
        catch (InputException wrong)
        {
            return (0, [wrong.Message]);
        }
    }

    private static IReadOnlyList<string> Failure(IReadOnlyList<CellResult> cells, string where) =>
        cells.LastOrDefault()?.Error is ErrorOutput error ? [where + error.Message, .. error.Trace] : [];

    private static int CheckLayout(string? only)
    {
        IReadOnlyList<string> paths = Find(only);
        LintFinding[] findings = [.. paths.Select(Notebook.Read).SelectMany(notebook => (LintFinding[])[.. NotebookLinter.Check(notebook), .. NotebookSession.CompileErrors(notebook)])];
        foreach (LintFinding finding in findings)
            Console.Out.WriteLine($"{finding.Place}: {finding.What}");
        Console.Out.WriteLine($"{paths.Count} notebooks, {findings.Length} findings");
        return findings.Length == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static int WriteSite()
    {
        string? plotly = PlotlyScript.Fetch(Path.Combine(Kit.Artifacts, "plotly"), out string missing);
        IReadOnlyList<string> pages = StaticSite.Write(Path.Combine(Kit.Root, "notebooks"), Path.Combine(Kit.Artifacts, "site"), plotly);
        Console.Out.WriteLine($"{pages.Count} pages: {pages[0]}");
        if (plotly is null)
            Console.Out.WriteLine($"figures are still pictures, without values under the mouse: {missing}");
        return ExitCode.Done;
    }

    private static IReadOnlyList<string> Find(string? only)
    {
        string folder = Path.Combine(Kit.Root, "notebooks");
        string[] found = [.. Directory.EnumerateFiles(folder, "*.ipynb", SearchOption.AllDirectories)
            .Where(p => !p.Contains(".ipynb_checkpoints") && (only is null || Path.GetFileName(p).Contains(only, StringComparison.OrdinalIgnoreCase)))
            .Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found
            : throw new InputException(folder, only is null ? "no notebook" : $"no notebook named like \"{only}\"", "*.ipynb", "Leave --only out to see them all.");
    }
}
