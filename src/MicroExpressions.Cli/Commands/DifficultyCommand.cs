using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce synthetic-difficulty</c>: chance, motion and truth on the synthetic corpus, before any model.</summary>
public static class DifficultyCommand
{
    public static Command Create()
    {
        var settings = new Option<string?>("--settings") { Description = "a manifest like data-manifests/synthetic.json (default: that one)", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("synthetic-difficulty", "How much of the synthetic corpus can be spotted without learning (minutes: it computes all flow).") { settings, json };
        command.SetAction((parse, cancel) => Task.Run(() => Run(parse.GetValue(settings), parse.GetValue(json), cancel), cancel));
        return command;
    }

    private static int Run(string? settings, bool json, CancellationToken cancel)
    {
        SyntheticCorpus corpus = settings is null ? SyntheticCorpus.Load(SyntheticSettings.Default) : SyntheticCorpus.Load(settings);
        var flows = new List<(float[] Whole, float[] WithoutHead)>();
        using (var live = new LiveProgress())
            foreach (SyntheticVideo video in corpus.Videos)
            {
                live.Report($"{video.Name}: flow, video {flows.Count + 1} of {corpus.Videos.Count}");
                flows.Add(SyntheticDifficulty.FlowMagnitude(video, cancellation: cancel));
            }
        IReadOnlyList<DifficultyRow> rows = new SyntheticDifficulty().Measure(corpus,
            ("frame difference", [.. corpus.Videos.Select(SyntheticDifficulty.FrameDifference)]),
            ("mean flow", [.. flows.Select(f => f.Whole)]),
            ("mean flow without the head's", [.. flows.Select(f => f.WithoutHead)]));
        if (json)
            Output.PrintJson(rows);
        else
            Output.Print(SyntheticReport.Difficulty(rows));
        return ExitCode.Done;
    }
}
