using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using MicroExpressions.Annotations;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class SheetStatisticsTests
{
    private static readonly SyntheticSettings Many = SyntheticSettings.Default with { Subjects = 150, ClipsPerSubject = 10, Size = 32 };

    [Fact]
    public void The_stored_numbers_are_those_of_the_real_sheets()
    {
        var root = Environment.GetEnvironmentVariable("MEX_DATA");
        Assert.SkipUnless(root is { Length: > 0 }, "needs real data: set MEX_DATA");
        Assert.SkipUnless(Run("-c", "import numpy").Code == 0, "needs python3 with NumPy");
        var (code, output) = Run(Script(), root);
        Assert.Equal(0, code);
        var computed = JsonNode.Parse(output)!.AsObject();
        var stored = JsonNode.Parse(SyntheticSettings.Default.ToJson())!["statistics"]!.AsObject();
        foreach (var (name, value) in computed)
            Assert.True(JsonNode.DeepEquals(value, stored[name]), $"{name}: {value!.ToJsonString()}");
    }

    [Fact]
    public void Durations_and_apex_positions_of_long_videos_follow_CASME_squared()
    {
        var intervals = SyntheticCorpus.Load(Many).Videos.SelectMany(v => v.Intervals).ToList();
        var sheets = Many.Statistics;
        foreach (var (kind, from) in new[] { (ExpressionKind.Micro, sheets.CasmeSquared.Micro), (ExpressionKind.Macro, sheets.CasmeSquared.Macro) })
        {
            var these = intervals.Where(i => i.Kind == kind).ToList();
            // medians and quartiles to within a frame or two and 0.04 of the way
            foreach (var p in new[] { 0.25, 0.5, 0.75 })
            {
                var tolerance = kind == ExpressionKind.Micro ? 0.035 : 0.1;
                Assert.Equal(sheets.Quantile(from.DurationSeconds, p), Quantile(these.Select(i => i.DurationSeconds), p), tolerance);
                Assert.Equal(sheets.Quantile(from.ApexPosition, p), Quantile(these.Select(i => (i.Apex!.Value - i.Onset) / (double)(i.Offset - i.Onset)), p), 0.04);
            }
        }
    }

    [Fact]
    public void Clips_last_as_long_as_those_of_CASME_II_and_SAMM_together()
    {
        var seconds = SyntheticCorpus.Load(Many).Clips.Select(c => (c.Label.Offset - c.Label.Onset) / c.Label.FramesPerSecond).ToList();
        var (a, b) = (Many.Statistics.Casme2, Many.Statistics.Samm);
        var mixed = Enumerable.Range(0, 20000).Select(i =>
            Math.Min(0.5, Many.Statistics.Quantile(i % 414 < 255 ? a.DurationSeconds : b.DurationSeconds, i / 20000.0 * 7919 % 1))).ToList();
        foreach (var p in new[] { 0.1, 0.25, 0.5, 0.75, 0.9 })
            Assert.Equal(Quantile(mixed, p), Quantile(seconds, p), 0.02);
    }

    [Fact]
    public void There_are_as_many_expressions_in_a_minute_as_the_settings_say()
    {
        var videos = SyntheticCorpus.Load(Many).Videos;
        var minutes = videos.Sum(v => v.Count / v.FramesPerSecond) / 60;
        var micro = videos.Sum(v => v.Intervals.Count(i => i.Kind == ExpressionKind.Micro)) / minutes;
        var macro = videos.Sum(v => v.Intervals.Count(i => i.Kind == ExpressionKind.Macro)) / minutes;
        Assert.Equal(Many.MicroPerMinute, micro, 0.1 * Many.MicroPerMinute);
        Assert.Equal(Many.MacroPerMinute, macro, 0.06 * Many.MacroPerMinute);
    }

    private static double Quantile(IEnumerable<double> values, double p) => values.Order().ToArray() is var sorted ? sorted[(int)(p * (sorted.Length - 1))] : 0;

    private static string Script([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, "sheet_statistics.py");

    private static (int Code, string Output) Run(params string[] arguments)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return (python.ExitCode, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "");   // there is no Python
        }
    }
}
