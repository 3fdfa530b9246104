using System.CommandLine;
using System.Globalization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce spotting-table-…</c>: one ablation table of PWES.</summary>
public static class SpottingStudyCommand
{
    public static Command Create(SpottingStudy study)
    {
        var set = new Option<string>("--set") { Description = "the data set", DefaultValueFactory = _ => SpottingDataSet.Synthetic };
        set.AcceptOnlyFromAmong(SpottingDataSet.Synthetic);
        var scale = new Option<string>("--scale") { Description = "smoke (seconds), demo (minutes), compact (the paper's steps at width 256) or paper", DefaultValueFactory = _ => "demo" };
        scale.AcceptOnlyFromAmong([.. SpottingScale.All.Select(s => s.Name)]);
        var seeds = TrainingOptions.Seeds();
        var device = TrainingOptions.Device();
        var folder = new Option<string>("--folder") { Description = "where runs are kept and resumed", DefaultValueFactory = _ => Path.Combine(Kit.Artifacts, "spotting"), HelpName = "FOLDER" };
        var fold = new Option<string?>("--fold") { Description = "run this subject's folds only and print no table: for a cluster's scheduler", HelpName = "SUBJECT" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("spotting-" + study.Name, study.Question) { set, scale, seeds, device, folder, fold, json };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            SpottingScale chosen = SpottingScale.All.Single(s => s.Name == parse.GetValue(scale));
            string place = parse.GetValue(folder)!;
            Device on = TrainingOptions.Place(place, parse.GetValue(device)!, weights: null).Device;
            if (parse.GetValue(fold) is string subject)
                RunFolds(study, chosen, parse.GetValue(seeds), subject, place, on, cancel);
            else
                Print(Run(study, chosen, parse.GetValue(seeds), place, on, cancel), parse.GetValue(json));
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    /// <summary>Makes the features where they are not there, and runs the study.</summary>
    internal static SpottingStudyResult Run(SpottingStudy study, SpottingScale scale, int seeds, string place, Device device, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        SpottingDataSet data = Load(scale, place, live, cancel);
        return SpottingStudyResult.Run(study, scale, data, seeds, new SpottingRun(data, place, device), new Line(live), cancel);
    }

    private static void RunFolds(SpottingStudy study, SpottingScale scale, int seeds, string subject, string place, Device device, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        SpottingDataSet data = Load(scale, place, live, cancel);
        var run = new SpottingRun(data, place, device);
        foreach (SpottingExperiment row in study.Rows(scale.Base))
            for (int seed = 1; seed <= seeds; seed++)
                run.RunFold(row.WithSeed(seed), subject, new Line(live), cancel);
    }

    private static SpottingDataSet Load(SpottingScale scale, string place, LiveProgress live, CancellationToken cancel) =>
        SpottingDataSet.OfSynthetic(scale.Corpus, new FeatureCache(Path.Combine(place, $"features-{scale.Name}")), new FeaturesCommand.Reporter(live), cancel);

    private static void Print(SpottingStudyResult result, bool json)
    {
        if (!json)
        {
            Output.Print(SpottingStudyTable.Of(result));
            return;
        }
        Output.PrintJson(new
        {
            Study = result.Study.Name,
            Set = result.Data.Title,
            Scale = result.Scale.Name,
            Rows = result.Rows.Select(row => new
            {
                row.Name,
                Seeds = row.Seeds.Select(seed => new
                {
                    seed.Experiment.Method.Training.Seed,
                    Run = seed.Experiment.Hash(result.Data.Fingerprint),
                    BestOnTestSet = Figures(seed.Sweep.BestOnTestSet.Score),
                    F1At05 = seed.Sweep.BestOnTestSetAt05.Score.F1At05,
                    F1At10 = seed.Sweep.BestOnTestSetAt10.Score.F1At10,
                    F1P = seed.Sweep.F1AtBestOverall,
                    Lab = Fixed(seed.Lab),
                    OneToOne = Fixed(seed.OneToOne),
                }),
            }),
            Controls = result.Data.Controls.Select(c => new { c.Method, Lab = Figures(c.Lab), OneToOne = Figures(c.OneToOne) }),
            result.Paper,
        });
    }

    private static object Figures(SpottingScore score) => new { score.F1, score.Recall, score.Precision, score.F1At05, score.F1At10 };

    private static object Fixed(TrainingFoldThresholds chosen) => new
    {
        Total = Figures(chosen.Total),
        Folds = chosen.Folds.Select(f => new { f.Name, f.Threshold, TP = f.Score.Found, N = f.Score.Predicted, GT = f.Score.Labelled }),
    };

    internal sealed class Line(LiveProgress live) : IProgress<SpottingProgress>
    {
        public void Report(SpottingProgress p) => live.Report(string.Create(CultureInfo.InvariantCulture,
            $"{p.Row}: fold {p.Fold} of {p.Folds}, step {p.Training.Step} of {p.Training.Of}, loss {p.Training.Loss:0.0000}, {p.Training.Remaining:hh\\:mm\\:ss} left in this fold"));
    }
}
