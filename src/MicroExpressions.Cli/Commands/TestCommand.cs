using System.CommandLine;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// <c>mex test</c>: every test project, one after the other, what libtorch computes once more under each lower instruction set, and one
/// closing line over all of them.
/// </summary>
public static class TestCommand
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

    /// <summary>The project in which tests draw from torch's default generator, and the trait that says which.</summary>
    private const string OfGenerators = "MicroExpressions.Tests", DefaultGenerator = "generator=default";

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
        TestCounts counts = default;
        var failures = new List<string>();
        foreach (IReadOnlyList<TestRun> atOnce in projects.Select(p => Of(p, method)).Concat(method is null ? projects.Where(ComputedByLibtorch.ContainsKey).Select(UnderLowerSets) : []))
            if (atOnce.Count > 0)
                counts += await TestRun.AtOnceAsync(atOnce, failures, cancel);
        if (failures.Count > 0)
            Console.Out.WriteLine(string.Join(Environment.NewLine, ["── Failed, once more", .. failures]));
        if (Environment.GetEnvironmentVariable("MEX_DATA") is null or "")
            Console.Out.WriteLine("Tests on real data were skipped: set MEX_DATA to a data root to run them.");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts.Passed} passed, {counts.Failed} failed, {counts.Skipped} skipped"));
        return counts.Failed == 0 && counts.Passed > 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    /// <summary>
    /// A project. Tests that draw from torch's default generator, of which a process has one, must run one by one, and on one thread each: in a process of
    /// their own they leave the other cores to the rest.
    /// </summary>
    private static IReadOnlyList<TestRun> Of(string project, string? method)
    {
        string[] chosen = method is null ? [] : ["-method", method];
        return project != OfGenerators ? [new(project, chosen)] :
        [
            new(project, [.. chosen, "-trait-", DefaultGenerator, "-maxThreads", Text(Math.Max(1, Environment.ProcessorCount - 1))]),
            new(project, [.. chosen, "-trait", DefaultGenerator]) { Note = ", what draws from torch's default generator" },
        ];
    }

    /// <summary>What libtorch computes, its own kernels and oneDNN's held to instruction sets below this processor's best; nothing where it is not an x64 one.</summary>
    private static IReadOnlyList<TestRun> UnderLowerSets(string project)
    {
        (string Name, string Aten, string OneDnn)[] sets =
        [
            .. Avx512F.IsSupported ? [("AVX2", "avx2", "AVX2")] : Array.Empty<(string, string, string)>(),
            .. Avx2.IsSupported ? [("SSE 4.1", "default", "SSE41")] : Array.Empty<(string, string, string)>(),
        ];
        string threads = Text(Math.Max(1, Environment.ProcessorCount / Math.Max(1, sets.Length)));
        return
        [
            .. sets.Select(set => new TestRun(project, [.. ComputedByLibtorch[project].SelectMany(c => new[] { "-class", c })])
            {
                Note = $", what libtorch computes, with {set.Name} at most",
                Environment = [("ATEN_CPU_CAPABILITY", set.Aten), ("ONEDNN_MAX_CPU_ISA", set.OneDnn), ("OMP_NUM_THREADS", threads)],
            }),
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
