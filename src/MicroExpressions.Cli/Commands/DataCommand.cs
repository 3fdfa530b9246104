using System.CommandLine;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex data check</c>: every annotation sheet of a data root beside what a complete copy holds.</summary>
public static class DataCommand
{
    public static Command Create()
    {
        var set = new Argument<string?>("set")
        {
            Description = "one of: " + string.Join(", ", DataSetManifest.All.Select(m => m.Id)) + "; all when left out",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var check = new Command("check", "Read every annotation file of the data root: found, expected, repaired and refused rows.") { set, data, json };
        check.SetAction((parse, cancel) => Task.Run(() => Check(parse.GetValue(set), parse.GetValue(data), parse.GetValue(json), cancel), cancel));
        var folder = new Argument<string>("folder") { Description = "where; made if need be" };
        var settings = new Option<string?>("--settings") { Description = "a manifest like data-manifests/synthetic.json (default: that one)", HelpName = "FILE" };
        var make = new Command("make", "Write the synthetic corpus as pictures with labels, true intensities and landmarks; goes on where it was interrupted.") { folder, settings };
        make.SetAction((parse, cancel) => Task.Run(() => Make(parse.GetRequiredValue(folder), parse.GetValue(settings), cancel), cancel));
        return new Command("data", "The real data sets, where you have them, and the synthetic one.") { check, make };
    }

    private static int Make(string folder, string? settings, CancellationToken cancel)
    {
        SyntheticCorpus corpus = settings is null ? SyntheticCorpus.Load(SyntheticSettings.Default) : SyntheticCorpus.Load(settings);
        using (var live = new LiveProgress())
            CorpusFolder.Write(corpus, folder, new FramesWritten(live), cancel);
        Console.Out.WriteLine($"{corpus.Videos.Count} videos and {corpus.Clips.Count} clips of {corpus.Subjects.Count} people in {folder}");
        return ExitCode.Done;
    }

    private sealed class FramesWritten(LiveProgress live) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) frames) => live.Report($"{frames.Done} of {frames.Of} frames");
    }

    private static int Check(string? set, string? data, bool json, CancellationToken cancel)
    {
        DataRoot root = DataRoot.Resolve(data)
            ?? throw new InputException("mex data check", "no data root", "a folder with annotations/", DataRoot.HowToName);
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(root, set, cancellation: cancel);
        if (json)
        {
            Output.PrintJson(results.Select(r => new
            {
                Set = r.Manifest.Id,
                List = r.List?.Name,
                File = r.File is null ? null : Path.GetRelativePath(root.Folder, r.File),
                r.State,
                r.Report?.Edition,
                Counts = r.Report?.Counts,
                r.Rules,
                Refused = r.Report?.Refused.Select(f => new { f.Sheet, f.Row, Why = f.Why.Message }),
                r.Reason,
                Error = r.State == DataCheckState.PassedOver ? null : r.Error?.Message,
            }));
        }
        else
        {
            Output.Print(DataCheckTable.Counts(results));
            foreach (ResultTable table in new[] { DataCheckTable.Rules(results), DataCheckTable.Refusals(results) }.Where(t => t.Rows.Count > 0))
                Output.Print(table);
        }
        if (results.All(r => r.State is DataCheckState.Missing or DataCheckState.PassedOver))
            throw new InputException(root.At("annotations"), "none of the data sets", "at least one annotation file", "See README, \"The data root\".");
        return results.All(r => r.State is DataCheckState.Holds or DataCheckState.Missing or DataCheckState.PassedOver) ? ExitCode.Done
            : results.Any(r => r.State == DataCheckState.Unreadable) ? ExitCode.WrongUse
            : ExitCode.CheckFailed;
    }
}
