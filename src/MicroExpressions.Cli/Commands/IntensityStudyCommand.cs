using System.CommandLine;
using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce intensity-…</c>: one study of the intensity paper.</summary>
public static class IntensityStudyCommand
{
    public static Command Create(IntensityStudy study)
    {
        var set = new Option<string>("--set")
        {
            Description = "one of: " + string.Join(", ", IntensityDataSet.Ids) + (study.IsTransfer ? " (the one that teaches)" : ""),
            DefaultValueFactory = _ => IntensityDataSet.Synthetic,
        };
        var scale = TrainingOptions.Scale();
        var seeds = TrainingOptions.Seeds();
        var device = TrainingOptions.Device();
        var weights = TrainingOptions.Weights();
        var folder = TrainingOptions.Folder();
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var markdown = TrainingOptions.Markdown();
        var jobs = new Option<int?>("--jobs")
        {
            Description = "train the folds on a frozen encoder's vectors in so many processes, each on one thread (default: as many as processors; 1 at smoke scale)",
        };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
                result.AddError("--jobs takes a number from 1");
        });
        var child = new Option<bool>("--child") { Hidden = true, Description = "this process is one of --jobs: it is told which share of the folds, counted from 0" };
        var command = new Command("intensity-" + study.Name, study.Question) { set, scale, seeds, jobs, child, device, weights, folder, data, json, markdown };
        command.SetAction((parse, cancel) => Task.Run(async () =>
        {
            RunPlace place = TrainingOptions.Place(parse.GetValue(folder), parse.GetValue(device)!, parse.GetValue(weights));
            IntensityScale chosen = IntensityScale.All.Single(s => s.Name == parse.GetValue(scale));
            if (!parse.GetValue(child) && place.Weights is string given && EncoderSettings.Check(given) is string note)
                Console.Error.WriteLine(note);
            using var live = new LiveProgress();
            string taught = parse.GetValue(set)!;
            using IntensityInputs inputs = Read(study, chosen, taught, DataRoot.Resolve(parse.GetValue(data)), live, cancel);
            IntensityExperiment start = Start(chosen, place);
            int draws = parse.GetValue(seeds), processes = parse.GetValue(jobs) ?? (chosen == IntensityScale.Smoke ? 1 : Environment.ProcessorCount);
            if (parse.GetValue(child))
                return FoldProcess.Run<IntensityProgress>(
                    (share, progress, stop) => new IntensityRun(inputs, place).RunShare(study.Experiments(start, draws), int.Parse(share, CultureInfo.InvariantCulture), processes, progress, stop),
                    TrainingOptions.Said, cancel);
            if (processes > 1 && start.Encoder.Frozen && place.Device.type == TorchSharp.DeviceType.CPU)
            {
                string[] same =
                [
                    "reproduce", command.Name, "--set", taught, "--scale", chosen.Name, "--seeds", Number(draws), "--jobs", Number(processes), "--folder", place.Folder,
                    .. parse.GetValue(data) is string root ? (string[])["--data", root] : [], .. place.Weights is string file ? (string[])["--weights", file] : [], "--child",
                ];
                new IntensityRun(inputs, place).Prepare(study.Experiments(start, draws), cancel);
                // what failed here is run again where the folds are read, and says there what is wrong
                await new FoldProcesses(processes, live).RunAsync(
                    [.. Enumerable.Range(0, processes).Select(k => new FoldWork($"share {k + 1}:", same, Number(k)))], cancel);
            }
            IntensityStudyResult result = IntensityStudyResult.Run(study, chosen, inputs, start, draws, place, TrainingOptions.Show(live), cancel);
            live.Dispose();
            if (parse.GetValue(json))
                PrintJson(result);
            else
                Output.Print(IntensityStudyTable.Of(result), parse.GetValue(markdown));
            Draw(result, place);
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads the frames and runs the study in this process.</summary>
    internal static IntensityStudyResult Run(IntensityStudy study, IntensityScale scale, string set, DataRoot? root, int seeds, RunPlace place, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        using IntensityInputs inputs = Read(study, scale, set, root, live, cancel);
        return IntensityStudyResult.Run(study, scale, inputs, Start(scale, place), seeds, place, TrainingOptions.Show(live), cancel);
    }

    private static IntensityInputs Read(IntensityStudy study, IntensityScale scale, string set, DataRoot? root, LiveProgress live, CancellationToken cancel)
    {
        live.Report($"{set}: reading frames");
        IntensityDataSet taught = scale.Load(set, root);
        return new(study.IsTransfer ? [taught, scale.LoadTransferTarget(set, root)] : [taught], scale.Frames, cancel);
    }

    private static IntensityExperiment Start(IntensityScale scale, RunPlace place) =>
        place.Weights is null ? scale.Base : scale.Base with { Encoder = scale.Base.Encoder.With(place.Weights) };

    /// <summary>The trajectories of the first row that has a GRU, with its first seed.</summary>
    private static void Draw(IntensityStudyResult result, RunPlace place)
    {
        string picture = Path.Combine(place.Folder, $"{result.Study.Name}.svg");
        WholeFile.WriteText(picture, to => to.Write(TrajectoryFigure.Of(result.Rows.First(r => r.Seeds[0].Experiment.Temporal).Seeds[0]).ToSvg()));
        Console.Error.WriteLine($"trajectories: {picture}");
    }

    private static void PrintJson(IntensityStudyResult result)
    {
        Output.PrintJson(new
        {
            Study = result.Study.Name,
            Set = result.Title,
            Scale = result.Scale.Name,
            result.MonotoneClips,
            result.RepeatingClips,
            Rows = result.Rows.Select(row => new
            {
                row.Name,
                Seeds = row.Seeds.Select(seed => new
                {
                    seed.Experiment.Training.Seed,
                    Run = seed.Experiment.Hash,
                    Score = Figures(seed.Score),
                    Truth = Figures(seed.Truth),
                    ShuffledByPosition = Figures(seed.ShuffledByPosition),
                    ShuffledByFrame = Figures(seed.ShuffledByFrame),
                }),
            }),
            Controls = result.Controls.Select(c => new { c.Name, Score = Figures(c.Score), Truth = Figures(c.Truth) }),
            result.Paper,
        });
    }

    private static object? Figures(IntensityScore? score) =>
        score is null ? null : new { Clips = score.Clips.Length, score.PerClip, score.Pooled, score.ApexErrorFrames, score.ConstantPredictions };
}
