using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Methods.Pwes;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// <c>mex test</c>: every test project, one after the other, what libtorch computes once more under each lower instruction set, and one
/// closing line over all of them.
/// </summary>
public static partial class TestCommand
{
    /// <summary>
    /// By project the classes whose numbers are libtorch's: models, losses, training and I3D, and TorchSharp's behaviour beside
    /// PyTorch. Another processor takes other kernels, which sum up in another order.
    /// </summary>
    public static IReadOnlyDictionary<string, string[]> ComputedByLibtorch { get; } = new Dictionary<string, string[]>
    {
        ["MicroExpressions.Tests"] =
        [
            "*.ResNet18Tests", "*.ExpressionSpotterTests", "*.MinimalFilteringTests", "*.IntensityRegressorTests", "*.TrajectoryHeadTests", "*.I3DTests",
            "*.I3dInferenceTests", "*.SpottingLossTests", "*.IntensityLossTests", "*.ContrastiveLossTests", "*.PwesTrainingTests",
        ],
        ["TorchSharp.Behaviour.Tests"] = ["*.OperatorTests", "*.LayerTests", "*.GatedRecurrentUnitTests", "*.OptimiserTests"],
    };

    public static Command Create()
    {
        var only = new Argument<string?>("project")
        {
            Description = "run only the test projects whose name contains this",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var method = new Option<string?>("--method") { Description = "run only the tests whose full name matches this, * as wildcard" };
        var command = new Command("test", "Run the tests; what needs real data is skipped by name unless MEX_DATA points at a data root.") { only, method };
        command.SetAction((parse, cancel) => RunAsync(parse.GetValue(only), parse.GetValue(method), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? only, string? method, CancellationToken cancel)
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(Kit.Root, "tests"), "*.Tests")
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => only is null || name.Contains(only, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
        if (projects.Length == 0)
            throw new InputException("mex test", $"no test project named like \"{only}\"", "a folder of tests/", "Leave the name out to run them all.");

        Build.Ensure("Notebooks.sln");
        NpmPackage.TryFaceModels(cancel);
        int passed = 0, failed = 0, skipped = 0;
        var failures = new List<string>();
        var runs = projects.Select(project => (Project: project, Set: (InstructionSet?)null)).Concat(
            from set in method is null ? InstructionSet.Lower() : []
            from project in projects.Where(ComputedByLibtorch.ContainsKey)
            select (project, (InstructionSet?)set));
        foreach (var (project, set) in runs)
        {
            cancel.ThrowIfCancellationRequested();
            Console.Out.WriteLine(set is null ? $"── {project}" : $"── {project}, what libtorch computes, with {set.Name} at most");
            Totals totals = await RunProjectAsync(project, method, set, failures, cancel);
            passed += totals.Passed;
            failed += totals.Failed;
            skipped += totals.Skipped;
        }
        if (failures.Count > 0)
            Console.Out.WriteLine(string.Join(Environment.NewLine, ["── Failed, once more", .. failures]));
        if (Environment.GetEnvironmentVariable("MEX_DATA") is null or "")
            Console.Out.WriteLine("Tests on real data were skipped: set MEX_DATA to a data root to run them.");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{passed} passed, {failed} failed, {skipped} skipped"));
        return failed == 0 && passed > 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    /// <summary>What libtorch's own kernels and oneDNN's are held to.</summary>
    private sealed record InstructionSet(string Name, string Aten, string OneDnn)
    {
        /// <summary>Those below this processor's best; none where it is not an x64 one.</summary>
        public static IEnumerable<InstructionSet> Lower() =>
        [
            .. Avx512F.IsSupported ? [new("AVX2", "avx2", "AVX2")] : Array.Empty<InstructionSet>(),
            .. Avx2.IsSupported ? [new("SSE 4.1", "default", "SSE41")] : Array.Empty<InstructionSet>(),
        ];
    }

    private readonly record struct Totals(int Passed, int Failed, int Skipped);

    /// <summary>How much of a failed test's report is repeated at the end of the run.</summary>
    private const int LinesOfAFailure = 25;

    /// <summary>
    /// Runs one self-hosted xunit project; a run that dies without its summary counts as one failure. What failed tests report is added
    /// to <paramref name="failures"/>: in the output of a whole run it stands thousands of lines above the end.
    /// </summary>
    private static async Task<Totals> RunProjectAsync(
        string project, string? method, InstructionSet? set, List<string> failures, CancellationToken cancel)
    {
        string dll = Path.Combine(Kit.Artifacts, "bin", project, Kit.Configuration, project + ".dll");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = Kit.Root };
        foreach (string argument in new[] { dll, "-noLogo", "-noColor" }.Concat(method is null ? [] : ["-method", method])
                     .Concat(set is null ? [] : ComputedByLibtorch[project].SelectMany(c => new[] { "-class", c })))
            start.ArgumentList.Add(argument);
        if (set is not null)
            (start.Environment["ATEN_CPU_CAPABILITY"], start.Environment["ONEDNN_MAX_CPU_ISA"]) = (set.Aten, set.OneDnn);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using CancellationTokenRegistration kill = cancel.Register(() => process.Kill(entireProcessTree: true));

        Match summary = Match.Empty;
        int reported = LinesOfAFailure;
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is string line)
        {
            Match match = Summary().Match(line);
            summary = match.Success ? match : summary;
            reported = line.EndsWith("[FAIL]", StringComparison.Ordinal) ? 0 : EndsReport(line) ? LinesOfAFailure : reported + 1;
            if (reported < LinesOfAFailure)
                failures.Add(line);
            if (!line.TrimStart().StartsWith("Discover", StringComparison.Ordinal) && !line.TrimStart().StartsWith("Start", StringComparison.Ordinal))
                Console.Out.WriteLine(line);
        }
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        if (!summary.Success)
        {
            failures.Add($"{project} ended with exit code {process.ExitCode} before its summary");
            Console.Out.WriteLine(failures[^1]);
            return new Totals(0, 1, 0);
        }
        int total = Number("total"), errors = Number("errors"), failedTests = Number("failed"), skippedTests = Number("skipped"), notRun = Number("notrun");
        return new Totals(total - failedTests - skippedTests - notRun, failedTests + errors, skippedTests);

        int Number(string group) => int.Parse(summary.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    private static bool EndsReport(string line) =>
        line.EndsWith("[SKIP]", StringComparison.Ordinal) || line.TrimStart().StartsWith("Finished:", StringComparison.Ordinal);

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+), Not Run: (?<notrun>\d+)")]
    private static partial Regex Summary();
}
