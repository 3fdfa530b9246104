using System.CommandLine;
using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce spotting-…</c>: one ablation table of PWES, or a study of its open choices.</summary>
public static class SpottingStudyCommand
{
    public static Command Create(SpottingStudy study)
    {
        bool namesFeatures = study.Rows(SpottingScale.Paper.Base).Any(r => r.Features is not null);
        var set = namesFeatures ? SyntheticSet() : Set();
        var scale = Scale();
        var seeds = TrainingOptions.Seeds();
        var device = TrainingOptions.Device();
        var folder = Folder();
        var features = Features();
        var partial = Partial();
        var data = DataOption.Create();
        var rows = new Option<string[]>("--row") { Description = "only this row; can be given several times", HelpName = "NAME" };
        rows.AcceptOnlyFromAmong([.. study.Rows(SpottingScale.Paper.Base).Select(r => r.Name)]);
        var seed = new Option<int?>("--seed") { Description = "only this seed, instead of --seeds" };
        var fold = new Option<string?>("--fold") { Description = "run this subject's folds only and print no table: for a cluster's scheduler", HelpName = "SUBJECT" };
        var jobs = new Option<int>("--jobs") { Description = "run so many folds at a time, each a process on one thread", DefaultValueFactory = _ => 1 };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--jobs takes a number from 1");
        });
        var child = new Option<bool>("--child") { Hidden = true, Description = "this process is one of --jobs" };
        var byFold = new Option<bool>("--by-fold") { Description = "also print each fold's threshold and counts: TP, predicted, labelled" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var markdown = TrainingOptions.Markdown();
        var command = new Command("spotting-" + study.Name, study.Question) { set, scale, rows, seeds, seed, jobs, fold, child, device, folder, data, features, partial, byFold, json, markdown };
        command.SetAction((parse, cancel) => Task.Run(async () =>
        {
            SpottingScale chosen = SpottingScale.All.Single(s => s.Name == parse.GetValue(scale));
            string place = parse.GetValue(folder)!;
            Device on = TrainingOptions.Place(place, parse.GetValue(device)!, weights: null).Device;
            int[] draws = parse.GetValue(seed) is int one ? [one] : [.. Enumerable.Range(1, parse.GetValue(seeds))];
            using var live = new LiveProgress();
            bool Asked(SpottingExperiment row) => parse.GetValue(rows) is not { Length: > 0 } named || named.Contains(row.Name);
            var wanted = new List<(SpottingExperiment Row, SpottingRun Run)>();
            foreach (CorpusFeatures? shown in study.Rows(chosen.Base).Where(Asked).Select(row => row.Features).Distinct())
            {
                var run = new SpottingRun(
                    Load(chosen, parse.GetValue(set)!, place, parse.GetValue(data), parse.GetValue(features), parse.GetValue(partial), live, cancel, shown), place, on);
                wanted.AddRange(study.Rows(chosen.MethodFor(run.Data)).Where(row => row.Features == shown && Asked(row)).Select(row => (row, run)));
            }
            if (parse.GetValue(fold) is string subject)
            {
                if (parse.GetValue(child))
                    return FoldProcess.Run<SpottingProgress>(Train, p => string.Create(CultureInfo.InvariantCulture, $"step {p.Training.Step}/{p.Training.Of}"), cancel);
                Train(new Line(live), cancel);
                return ExitCode.Done;

                void Train(IProgress<SpottingProgress> progress, CancellationToken stop)
                {
                    foreach (var (row, run) in wanted)
                        foreach (int draw in draws)
                            run.RunFold(row.WithSeed(draw), subject, progress, stop);
                }
            }
            SpottingDataSet videos = wanted[0].Run.Data;
            foreach (string note in videos.Notes)
                Console.Error.WriteLine($"{videos.Title}: {note}");
            if (parse.GetValue(jobs) > 1)
            {
                string[] same =
                [
                    command.Name, .. SetOptions(parse.GetValue(set)!, parse.GetValue(data), parse.GetValue(features), parse.GetValue(partial)), "--scale", chosen.Name, "--device", parse.GetValue(device)!, "--folder", place,
                ];
                var failed = await new FoldProcesses(parse.GetValue(jobs), live).RunAsync([.. wanted.GroupBy(w => w.Run, w => w.Row).SelectMany(rows => rows.Key.Missing(rows.SelectMany(row => draws.Select(row.WithSeed)))).Select(f => new FoldWork(
                    FoldProcesses.Named(f), ["reproduce", .. same, "--row", f.Experiment.Name, "--seed", f.Experiment.Seed.ToString(CultureInfo.InvariantCulture), "--fold", f.Fold, "--child"]))], cancel);
                if (failed.Count > 0)
                    return Report(failed);
            }
            SpottingStudyResult result = SpottingStudyResult.Run(study, chosen, wanted, draws, new Line(live), cancel);
            live.Dispose();
            if (parse.GetValue(json))
                Output.PrintJson(SpottingStudyJson.Of(result));
            else
                Print(result, parse.GetValue(byFold), parse.GetValue(markdown));
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    /// <summary>Videos of any set with features and labels; of the synthetic corpus with those that a row is to be shown, HOOF where it names none.</summary>
    internal static SpottingDataSet Load(
        SpottingScale scale, string set, string place, string? data, string? features, bool partial, LiveProgress live, CancellationToken cancel, CorpusFeatures? shown = null)
    {
        if (set == SpottingDataSet.Synthetic)
            return SpottingDataSet.OfSynthetic(scale.Corpus, shown ?? CorpusFeatures.Hoof, new FeatureCache(Path.Combine(place, $"features-{scale.Name}")), new FeaturesCommand.Reporter(live), cancel);
        DataRoot root = DataRoot.Resolve(data) ?? throw new InputException($"--set {set}", "no data root", "the set's annotation sheets and features", DataRoot.HowToName);
        live.Report($"{set}: reading features");
        return RealSpottingSet.All.Single(s => s.Id == set).Load(root, features, partial);
    }

    /// <summary>The options that name a set, for a process that runs one of its folds.</summary>
    internal static string[] SetOptions(string set, string? data, string? features, bool partial) =>
    [
        "--set", set,
        .. data is null ? (string[])[] : ["--data", data],
        .. features is null ? (string[])[] : ["--features", features],
        .. partial ? ["--partial"] : (string[])[],
    ];

    /// <summary>For a study whose rows name features: a real set's are those of its files.</summary>
    private static Option<string> SyntheticSet()
    {
        var set = new Option<string>("--set") { Description = "the data set: the synthetic corpus, whose features are made here", DefaultValueFactory = _ => SpottingDataSet.Synthetic };
        set.AcceptOnlyFromAmong(SpottingDataSet.Synthetic);
        return set;
    }

    internal static Option<string> Set()
    {
        var set = new Option<string>("--set") { Description = "the data set", DefaultValueFactory = _ => SpottingDataSet.Synthetic };
        set.AcceptOnlyFromAmong([SpottingDataSet.Synthetic, .. RealSpottingSet.All.Select(s => s.Id)]);
        return set;
    }

    internal static Option<string> Scale()
    {
        var scale = new Option<string>("--scale") { Description = "smoke (seconds), demo (minutes), development and elsewhere (demo on other people), compact (the paper's steps at width 256) or paper", DefaultValueFactory = _ => "demo" };
        scale.AcceptOnlyFromAmong([.. SpottingScale.All.Select(s => s.Name)]);
        return scale;
    }

    internal static Option<string> Folder() =>
        new("--folder") { Description = "where runs are kept and resumed", DefaultValueFactory = _ => Path.Combine(Kit.Artifacts, "spotting"), HelpName = "FOLDER" };

    internal static Option<string?> Features() =>
        new("--features") { Description = "folder of a real set's feature files (default: features/SET in the data root)", HelpName = "FOLDER" };

    internal static Option<bool> Partial() => new("--partial") { Description = "a real set: run on the videos that have features" };

    private static int Report(IReadOnlyList<FailedFold> failed)
    {
        foreach (FailedFold f in failed)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mex: fold {f.Name}: exit code {f.ExitCode}: {f.Message}"));
        Console.Error.WriteLine($"mex: {failed.Count} folds failed, so there is no table; the others' results stay, and the same command goes on with what is missing");
        return failed.Any(f => f.ExitCode == ExitCode.WrongUse) ? ExitCode.WrongUse : ExitCode.CheckFailed;
    }

    private static void Print(SpottingStudyResult result, bool byFold, bool markdown)
    {
        Output.Print(SpottingStudyTable.Of(result), markdown);
        if (!byFold)
            return;
        if (markdown)
            Console.Out.WriteLine();
        Output.Print(SpottingStudyTable.ByFold(result), markdown);
    }

    internal sealed class Line(LiveProgress live) : IProgress<SpottingProgress>
    {
        public void Report(SpottingProgress p) => live.Report(string.Create(CultureInfo.InvariantCulture,
            $"{p.Row}: fold {p.Fold} of {p.Folds}, step {p.Training.Step} of {p.Training.Of}, loss {p.Training.Loss:0.0000}, {p.Training.Remaining:hh\\:mm\\:ss} left in this fold"));
    }
}
