using System.CommandLine;
using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce spotting-…</c>: one ablation table of PWES, or a study of its open choices.</summary>
public static class SpottingStudyCommand
{
    public static Command Create(SpottingStudy study)
    {
        var table = new SpottingTableOptions(study);
        var device = TrainingOptions.Device();
        var fold = new Option<string?>("--fold") { Description = "run this subject's folds only and print no table: for a cluster's scheduler", HelpName = "SUBJECT" };
        var extract = new Option<bool>("--extract") { Description = "extract the features that the rows are shown, and train nothing" };
        var merge = new Option<bool>("--merge") { Description = "train nothing: print the table of the folds that were run, or say which are missing" };
        var jobs = new Option<int>("--jobs") { Description = "run so many folds at a time, each in a process on one thread", DefaultValueFactory = _ => 1 };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--jobs takes a number from 1");
        });
        var child = new Option<bool>("--child") { Hidden = true, Description = "this process is one of --jobs: it is told the folds" };
        var byFold = new Option<bool>("--by-fold") { Description = "also print each fold's threshold and counts: TP, predicted, labelled" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var markdown = TrainingOptions.Markdown();
        var command = new Command("spotting-" + study.Name, study.Question);
        foreach (Option option in (Option[])[.. table.All, device, jobs, fold, extract, merge, child, byFold, json, markdown])
            command.Add(option);
        command.SetAction((parse, cancel) => Task.Run(async () =>
        {
            SpottingTableRequest asked = table.Read(parse, parse.GetValue(device)!);
            bool trains = !parse.GetValue(extract) && !parse.GetValue(merge);
            if (trains)
                TrainingOptions.Place(asked.Folder, asked.Device, weights: null);
            using var live = new LiveProgress();
            IReadOnlyList<WantedRow> wanted = asked.Wanted(live, cancel);
            if (parse.GetValue(extract))
                return ExitCode.Done;
            if (parse.GetValue(child))
                return FoldProcess.Run<SpottingProgress>(
                    (task, progress, stop) => Train(NamedFold.Read(task), progress, stop),
                    p => string.Create(CultureInfo.InvariantCulture, $"step {p.Training.Step}/{p.Training.Of}"), cancel);
            if (parse.GetValue(fold) is string subject)
                return EndedByScheduler.Run(
                    stop =>
                    {
                        foreach (WantedRow row in wanted)
                            foreach (int draw in asked.Seeds)
                                Train(new(row.Row.Name, draw, subject), new Line(live), stop);
                    },
                    cancel);
            SpottingDataSet videos = wanted[0].Run.Data;
            foreach (string note in videos.Notes)
                Console.Error.WriteLine($"{videos.Title}: {note}");
            if (parse.GetValue(merge) && asked.Missing(wanted) is { Count: > 0 } missing)
                return Lacks(missing);
            if (parse.GetValue(jobs) > 1 && trains)
            {
                Console.Error.WriteLine(asked.Memory(wanted).For(parse.GetValue(jobs), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
                var failed = await new FoldProcesses(parse.GetValue(jobs), live).RunAsync(
                    [.. asked.Missing(wanted).Select(f => f.Work(asked.Arguments))], cancel);
                if (failed.Count > 0)
                    return Report(failed);
            }
            SpottingStudyResult result = SpottingStudyResult.Run(study, asked.Spent, [.. wanted.Select(w => (w.Row, w.Run))], asked.Seeds, new Line(live), cancel);
            live.Dispose();
            if (parse.GetValue(json))
                Output.PrintJson(SpottingStudyJson.Of(result));
            else
                Print(result, parse.GetValue(byFold), parse.GetValue(markdown));
            return ExitCode.Done;

            void Train(NamedFold one, IProgress<SpottingProgress> progress, CancellationToken stop)
            {
                WantedRow row = wanted.Single(w => w.Row.Name == one.Row);
                row.Run.RunFold(row.Row.WithSeed(one.Seed), one.Subject, progress, stop);
            }
        }, cancel));
        return command;
    }

    /// <summary>
    /// Videos of any set with labels and the features that a row is to be shown: of the synthetic corpus HOOF where it names none, of a real set those
    /// of its folder, or of the subfolder that is the method's own.
    /// </summary>
    internal static SpottingDataSet Load(
        SpottingScale scale, string set, string place, string? data, string? features, bool partial, LiveProgress live, CancellationToken cancel, SpottingExperiment? row = null)
    {
        if (set == SpottingDataSet.Synthetic)
            return SpottingDataSet.OfSynthetic(scale.Corpus, row?.Features ?? CorpusFeatures.Hoof, new FeatureCache(FeaturesOf(scale, place)), new FeaturesCommand.Reporter(live), cancel);
        DataRoot root = DataRoot.Resolve(data) ?? throw new InputException($"--set {set}", "no data root", "the set's annotation sheets and features", DataRoot.HowToName);
        live.Report($"{set}: reading features");
        return RealSpottingSet.All.Single(s => s.Id == set).Load(root, features, partial, row?.OwnFeatures(DataSetManifest.Of(set).FramesPerSecond));
    }

    /// <summary>Where a scale's synthetic features are kept.</summary>
    internal static string FeaturesOf(SpottingScale scale, string place) => Path.Combine(place, $"features-{scale.Name}");

    /// <summary>The options that name a set, for a process that runs one of its folds.</summary>
    internal static string[] SetOptions(string set, string? data, string? features, bool partial) =>
    [
        "--set", set,
        .. data is null ? (string[])[] : ["--data", data],
        .. features is null ? (string[])[] : ["--features", features],
        .. partial ? ["--partial"] : (string[])[],
    ];

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

    private static int Lacks(IReadOnlyList<NamedFold> missing)
    {
        foreach (NamedFold fold in missing)
            Console.Error.WriteLine($"mex: missing: {fold}");
        Console.Error.WriteLine($"mex: {missing.Count} folds are missing, so there is no table; without --merge they are run");
        return ExitCode.CheckFailed;
    }

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
        if (SpottingRivals.All.Contains(result.Study) && SpottingStudyTable.Costs(result) is ResultTable costs)
            Beside(costs);
        if (byFold)
            Beside(SpottingStudyTable.ByFold(result));

        void Beside(ResultTable table)
        {
            if (markdown)
                Console.Out.WriteLine();
            Output.Print(table, markdown);
        }
    }

    internal sealed class Line(LiveProgress live) : IProgress<SpottingProgress>
    {
        public void Report(SpottingProgress p) => live.Report(string.Create(CultureInfo.InvariantCulture,
            $"{p.Row}: fold {p.Fold} of {p.Folds}, step {p.Training.Step} of {p.Training.Of}, loss {p.Training.Loss:0.0000}, {p.Training.Remaining:hh\\:mm\\:ss} left in this fold"));
    }
}
