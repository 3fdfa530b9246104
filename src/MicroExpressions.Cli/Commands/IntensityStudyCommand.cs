using System.CommandLine;
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
        var command = new Command("intensity-" + study.Name, study.Question) { set, scale, seeds, device, weights, folder, data, json, markdown };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            RunPlace place = TrainingOptions.Place(parse.GetValue(folder), parse.GetValue(device)!, parse.GetValue(weights));
            IntensityScale chosen = IntensityScale.All.Single(s => s.Name == parse.GetValue(scale));
            IntensityStudyResult result = Run(study, chosen, parse.GetValue(set)!, DataRoot.Resolve(parse.GetValue(data)), parse.GetValue(seeds), place, cancel);
            if (parse.GetValue(json))
                PrintJson(result);
            else
                Output.Print(IntensityStudyTable.Of(result), parse.GetValue(markdown));
            Draw(result, place);
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    /// <summary>Reads the frames and runs the study.</summary>
    internal static IntensityStudyResult Run(IntensityStudy study, IntensityScale scale, string set, DataRoot? root, int seeds, RunPlace place, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        live.Report($"{set}: reading frames");
        IntensityDataSet taught = scale.Load(set, root);
        using var inputs = new IntensityInputs(study.IsTransfer ? [taught, scale.LoadTransferTarget(set, root)] : [taught], scale.Frames, cancel);
        EncoderSettings encoder = scale.Base.Encoder;
        IntensityExperiment start = scale.Base with { Encoder = place.Weights is null ? encoder : encoder.With(place.Weights) };
        return IntensityStudyResult.Run(study, scale, inputs, start, seeds, place, TrainingOptions.Show(live), cancel);
    }

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
