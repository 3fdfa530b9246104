using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Microsoft.CodeAnalysis.Text;

namespace MicroExpressions.Notebooks;

/// <summary>
/// The C# of one notebook, cell after cell: what a cell declares, later cells see. Semantics are .NET Interactive's: the same
/// imports, the trailing expression without semicolon is the cell's value, and state survives a cell that fails.
/// </summary>
public sealed partial class NotebookSession
{
    private static readonly string[] Imports =
        ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
         "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Kernel"];

    /// <summary>That a dll was built against another version of a dll than is there: no C# project shows these, the SDK has them in NoWarn.</summary>
    internal static readonly string[] UnsaidWarnings = ["CS1701", "CS1702"];

    private readonly Func<int, string> _place;
    private readonly ScriptOptions _options;
    private readonly InteractiveAssemblyLoader _loader = new();
    private ScriptState<object>? _state;

    /// <param name="path">the notebook's file: relative <c>#r</c> and <c>#load</c> start from its folder, errors name it</param>
    public NotebookSession(string path)
        : this(Path.GetDirectoryName(Path.GetFullPath(path))!, cell => $"{Path.GetFileName(path)}#cell{cell}")
    {
    }

    /// <summary>A session of Jupyter's, which tells a kernel the folder but neither the file nor where in it a cell stands.</summary>
    /// <param name="folder">where relative <c>#r</c> and <c>#load</c> start</param>
    /// <returns>a session whose errors name cells as Jupyter does: <c>In [3]</c></returns>
    public static NotebookSession InFolder(string folder) => new(Path.GetFullPath(folder), cell => $"In [{cell}]");

    private NotebookSession(string folder, Func<int, string> place)
    {
        _place = place;
        _loader.RegisterDependency(typeof(InputException).Assembly); // loaded before a cell's #r asks for it
        foreach (Assembly loaded in AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic && a.Location.Length > 0))
            _loader.RegisterDependency(loaded);
        _options = ScriptOptions.Default
            .WithImports(Imports)
            .WithReferences(PlatformAssemblies().Append(typeof(NotebookSession).Assembly.Location).Select(p => MetadataReference.CreateFromFile(p)))
            .WithMetadataResolver(new NotebookReferences(folder))
            .WithSourceResolver(new SourceFileResolver([], folder))
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithFileEncoding(Encoding.UTF8)
            .WithAllowUnsafe(true)
            .WithEmitDebugInformation(true)
            .WithOptimizationLevel(OptimizationLevel.Debug); // real line numbers in traces
    }

    /// <summary>What a cell with this text would be compiled to after those that ran, for completion and inspection.</summary>
    internal Compilation Compile(string code) => After(_state?.Script, code, _options).GetCompilation();

    private Script<object> After(Script? before, string code, ScriptOptions options) =>
        before is null ? CSharpScript.Create<object>(code, options, assemblyLoader: _loader) : before.ContinueWith<object>(code, options);

    /// <summary>What the compiler has against a notebook's cells, none of which is run: a library that has changed since leaves its mark here.</summary>
    /// <param name="notebook">its dlls must be built</param>
    public static IReadOnlyList<LintFinding> CompileErrors(Notebook notebook)
    {
        var session = new NotebookSession(notebook.Path);
        Script<object>? script = null;
        var findings = new List<LintFinding>();
        foreach (var (i, cell) in notebook.Cells.Index().Where(c => c.Item.IsCode))
        {
            script = session.After(script, cell.Source, session._options.WithFilePath(session.Place(i + 1)));
            findings.AddRange(script.GetCompilation().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => new LintFinding($"{Path.GetFileName(notebook.Path)}, cell {i + 1}", Describe(d))));
        }
        return findings;
    }

    /// <summary>Runs a cell; outputs go to <paramref name="emit"/> in order, an error last.</summary>
    /// <param name="code">the cell's source</param>
    /// <param name="cell">its position in the notebook, 1-based, for messages</param>
    /// <param name="executionCount">its number in the order of execution</param>
    /// <param name="emit">takes each output as it comes</param>
    /// <param name="interrupt">ends the cell, wherever it is; what earlier cells made stays</param>
    /// <returns>whether the cell ran without an error</returns>
    public bool Execute(string code, int cell, int executionCount, Action<CellOutput> emit, CancellationToken interrupt)
    {
        using CellConsole console = CellConsole.Open(emit);
        ErrorOutput? error = null;
        // a thread of its own: cells block on what they await, which must not be a thread that awaited code wants to return to
        var thread = new Thread(() => error = RunAbortable(code, cell, executionCount, emit, interrupt)) { Name = Place(cell), IsBackground = true };
        thread.Start();
        thread.Join();
        if (error is not null)
            emit(error);
        return error is null;
    }

    private ErrorOutput? RunAbortable(string code, int cell, int executionCount, Action<CellOutput> emit, CancellationToken interrupt)
    {
        ErrorOutput? error = null;
        // with a token that can never be cancelled ControlledExecution does not return on .NET 10
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        try
        {
            // the only way to end code that never looks at a token; the session's state is kept apart from the aborted cell's
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(() => error = Run(code, cell, executionCount, emit), abort.Token);
#pragma warning restore SYSLIB0046
            return error;
        }
        catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
        {
            return new ErrorOutput("Interrupted", $"{Place(cell)} was interrupted; what earlier cells made is still there", [Place(cell)]);
        }
    }

    /// <summary>Whether the text is a whole cell, or a statement waits for its end.</summary>
    public static bool IsComplete(string code) =>
        SyntaxFactory.IsCompleteSubmission(CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)));

    private ErrorOutput? Run(string code, int cell, int executionCount, Action<CellOutput> emit)
    {
        ScriptOptions options = _options.WithFilePath(Place(cell));
        try
        {
            Script<object> script = After(_state?.Script, code, options);
            CellAssemblies.Load(script.GetCompilation(), _loader);
            Task<ScriptState<object>> run = _state is null
                ? script.RunAsync(catchException: _ => true)
                : script.RunFromAsync(_state, catchException: _ => true);
            ScriptState<object> state = run.GetAwaiter().GetResult();
            _state = state;
            string[] warnings = [.. state.Script.GetCompilation().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Warning && !d.IsSuppressed && !UnsaidWarnings.Contains(d.Id)).Select(Warned)];
            if (warnings.Length > 0)
                emit(new StreamOutput("stderr", Spaced(warnings)));
            if (state.Exception is Exception thrown)
                return Thrown(thrown, cell);
            if (EndsInExpression(state.Script))
                emit(new DisplayOutput(Formatting.Of(state.ReturnValue), executionCount));
            return null;
        }
        catch (CompilationErrorException wrong)
        {
            string[] lines = [.. wrong.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(Describe)];
            return new ErrorOutput("CompileError", lines[0], lines);
        }
    }

    private string Place(int cell) => _place(cell);

    private static string Describe(Diagnostic diagnostic)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string remedy = diagnostic.Id == "CS0006" ? ". If it is the kit's own, build it first: ./mex doctor" : ""; // a dll that is not there
        return $"{Path.GetFileName(span.Path)}, line {span.StartLinePosition.Line + 1}, column {span.StartLinePosition.Character + 1}: {diagnostic.Id}: {diagnostic.GetMessage()}{remedy}";
    }

    /// <summary>A warning in .NET Interactive's words.</summary>
    private static string Warned(Diagnostic diagnostic)
    {
        LinePosition start = diagnostic.Location.GetLineSpan().StartLinePosition;
        return $"({start.Line + 1},{start.Character + 1}): warning {diagnostic.Id}: {diagnostic.GetMessage()}";
    }

    /// <summary>Warnings as .NET Interactive prints them in Jupyter.</summary>
    internal static string Spaced(IEnumerable<string> warnings) => $"\n{string.Join("\n\n", warnings)}\n\n";

    private ErrorOutput Thrown(Exception thrown, int cell)
    {
        // of the trace a reader can use the lines of the notebook's own cells; the rest is the machinery of scripts
        string[] own = [.. (thrown.StackTrace ?? "").Split('\n').Select(l => OwnLine().Match(l)).Where(m => m.Success)
            .Select(m => $"   at {Path.GetFileName(m.Groups["place"].Value)}, line {m.Groups["line"].Value}").Distinct()];
        string where = own.Length > 0 ? own[0].Trim()[3..] : Place(cell);
        return new ErrorOutput(thrown.GetType().FullName!, $"{where}: {thrown.Message}",
            [$"{thrown.GetType().FullName}: {thrown.Message}", .. own, .. thrown.InnerException is Exception inner ? [$" ---> {inner.GetType().FullName}: {inner.Message}"] : Array.Empty<string>()]);
    }

    /// <summary>Whether the cell's last statement is an expression without semicolon, so that it has a value, <c>null</c> included.</summary>
    private static bool EndsInExpression(Script script)
    {
        Compilation compilation = script.GetCompilation();
        return compilation.SyntaxTrees.Single().GetCompilationUnitRoot().Members.LastOrDefault() is
            Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax { Statement: Microsoft.CodeAnalysis.CSharp.Syntax.ExpressionStatementSyntax { SemicolonToken.IsMissing: true } expression }
            && compilation.GetSemanticModel(compilation.SyntaxTrees.Single()).GetTypeInfo(expression.Expression).Type?.SpecialType != SpecialType.System_Void;
    }

    private static IEnumerable<string> PlatformAssemblies()
    {
        string shared = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(p => p.StartsWith(shared, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\bin (?<place>\S+#cell\d+|.*In \[\d+\]):line (?<line>\d+)")]
    private static partial Regex OwnLine();
}
