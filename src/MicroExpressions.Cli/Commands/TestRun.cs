using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Commands;

/// <summary>How many tests ended how.</summary>
internal readonly record struct TestCounts(int Passed, int Failed, int Skipped)
{
    public static TestCounts operator +(TestCounts a, TestCounts b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);
}

/// <summary>Tests of one self-hosted xunit project, in a process of their own.</summary>
/// <param name="Project">the project</param>
/// <param name="Chosen">xunit's options that choose some of its tests</param>
internal sealed partial record TestRun(string Project, params IReadOnlyList<string> Chosen)
{
    /// <summary>How much of a failed test's report is repeated at the end of all.</summary>
    private const int LinesOfAFailure = 25;

    /// <summary>What is special about these, for the line above them.</summary>
    public string Note { get; init; } = "";

    /// <summary>What the environment says beside the user's own.</summary>
    public IReadOnlyList<(string Variable, string Value)> Environment { get; init; } = [];

    /// <summary>
    /// Runs several at once. What the first prints is seen as it comes, what the others do after it. What failed tests report is added to
    /// <paramref name="failures"/>: in the output of all it stands thousands of lines above the end.
    /// </summary>
    public static async Task<TestCounts> AtOnceAsync(IReadOnlyList<TestRun> runs, List<string> failures, CancellationToken cancel)
    {
        (TestRun Run, StringWriter Printed, List<string> Failures)[] later = [.. runs.Skip(1).Select(run => (run, new StringWriter(), new List<string>()))];
        Task<TestCounts>[] others = [.. later.Select(l => l.Run.RunAsync(l.Printed, l.Failures, cancel))];
        TestCounts all = await runs[0].RunAsync(Console.Out, failures, cancel);
        foreach (var (run, other) in later.Zip(others))
        {
            all += await other;
            Console.Out.Write(run.Printed);
            failures.AddRange(run.Failures);
        }
        return all;
    }

    /// <summary>A run that dies without its summary counts as one failure.</summary>
    private async Task<TestCounts> RunAsync(TextWriter to, List<string> failures, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        to.WriteLine($"── {Project}{Note}");
        string dll = Path.Combine(Kit.Artifacts, "bin", Project, Kit.Configuration, Project + ".dll");
        var start = new ProcessStartInfo("dotnet", [dll, "-noLogo", "-noColor", .. Chosen]) { RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = Kit.Root };
        foreach ((string variable, string value) in Environment)
            start.Environment[variable] = value;
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
                to.WriteLine(line);
        }
        await process.WaitForExitAsync(CancellationToken.None);
        cancel.ThrowIfCancellationRequested();
        if (!summary.Success)
        {
            failures.Add($"{Project} ended with exit code {process.ExitCode} before its summary");
            to.WriteLine(failures[^1]);
            return new(0, 1, 0);
        }
        int total = Number("total"), errors = Number("errors"), failed = Number("failed"), skipped = Number("skipped"), notRun = Number("notrun");
        return new(total - failed - skipped - notRun, failed + errors, skipped);

        int Number(string group) => int.Parse(summary.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    private static bool EndsReport(string line) =>
        line.EndsWith("[SKIP]", StringComparison.Ordinal) || line.TrimStart().StartsWith("Finished:", StringComparison.Ordinal);

    [GeneratedRegex(@"Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+), Not Run: (?<notrun>\d+)")]
    private static partial Regex Summary();
}
