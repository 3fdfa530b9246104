using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex train</c>: weights for new videos.</summary>
public static class TrainCommand
{
    public static Command Create()
    {
        var set = SpottingStudyCommand.Set();
        var scale = Scale("how much to spend");
        var seed = new Option<int>("--seed") { Description = "of weights, order, dropout and point labels", DefaultValueFactory = _ => 1 };
        var row = new Option<string?>("--row") { Description = "which row of Table I teaches (default: point intervals, which does best on people left out)", HelpName = "NAME" };
        row.AcceptOnlyFromAmong([.. SpottingStudy.Table1.Rows(SpottingScale.Demo.Base).Select(r => r.Name)]);
        var method = new Option<string?>("--method") { Description = "which method learns, by its id in mex methods (default: pwes)", HelpName = "NAME" };
        method.AcceptOnlyFromAmong([.. SpottingMethods.All.OfType<ILearningMethod>().Select(m => m.Published.Id)]);
        var output = new Option<string?>("--out") { Description = "the weights' file (default: where mex spot looks for those of the synthetic corpus; of another set in --folder)", HelpName = "FILE" };
        var device = TrainingOptions.Device();
        var folder = SpottingStudyCommand.Folder();
        var features = SpottingStudyCommand.Features();
        var partial = SpottingStudyCommand.Partial();
        var data = DataOption.Create();
        var spotter = new Command("spotter", "Train a spotter on all videos of a set, for mex spot; an interrupted training goes on.")
            { set, method, scale, row, seed, output, device, folder, data, features, partial };
        spotter.SetAction((parse, cancel) => Task.Run(async () =>
        {
            string place = parse.GetValue(folder)!;
            SpottingScale chosen = ScaleOf(parse.GetValue(scale)!);
            Device on = TrainingOptions.Place(place, parse.GetValue(device)!, weights: null).Device;
            string path;
            if (parse.GetValue(method) is string other && other != "pwes")
            {
                if (parse.GetValue(row) is not null)
                    throw new InputException("mex train spotter --row", $"a row of PWES's Table I, and --method {other}", "one of them", "Leave --row out.");
                using var live = new LiveProgress();
                SpottingDataSet videos = SpottingStudyCommand.Load(
                    chosen, parse.GetValue(set)!, place, parse.GetValue(data), parse.GetValue(features), parse.GetValue(partial), live, cancel,
                    TrainedMethod.ExperimentOf(other, chosen, parse.GetValue(seed)));
                SpottingExperiment experiment = TrainedMethod.ExperimentOf(other, chosen, parse.GetValue(seed), videos);
                path = parse.GetValue(output) ?? Path.Combine(place, $"{other}-{videos.Id}-{chosen.Name}-{parse.GetValue(seed)}.safetensors");
                TrainedMethod.Train(path, videos, chosen, experiment, place, on, new SpottingStudyCommand.Line(live), cancel);
                live.Dispose();
                using TrainedMethod learnt = TrainedMethod.Load(path);
                Say(path, learnt.Recipe.Videos, learnt.Recipe.People, learnt.Recipe.Threshold);
                return ExitCode.Done;
            }
            if (parse.GetValue(set) == SpottingDataSet.Synthetic)
            {
                SpottingExperiment experiment = TrainedSpotter.ExperimentOf(chosen, parse.GetValue(seed), parse.GetValue(row));
                path = parse.GetValue(output) ?? TrainedSpotter.FileOf(place, chosen, experiment, on);
                await RunAsync(path, chosen, experiment, place, on, cancel);
            }
            else
            {
                using var live = new LiveProgress();
                string[] named = SpottingStudyCommand.SetOptions(parse.GetValue(set)!, parse.GetValue(data), parse.GetValue(features), parse.GetValue(partial));
                SpottingDataSet videos = SpottingStudyCommand.Load(
                    chosen, parse.GetValue(set)!, place, parse.GetValue(data), parse.GetValue(features), parse.GetValue(partial), live, cancel);
                TrainedSpotter.OneKind(videos);      // said before hours of folds
                foreach (string note in videos.Notes)
                    Console.Error.WriteLine($"{videos.Title}: {note}");
                SpottingExperiment experiment = TrainedSpotter.ExperimentOf(videos, chosen, parse.GetValue(seed), parse.GetValue(row));
                path = parse.GetValue(output) ?? TrainedSpotter.FileOf(place, videos, chosen, experiment, on);
                await TableOneFolds.RunAsync(videos, named, chosen, [experiment], place, on, live, cancel);
                TrainedSpotter.TrainOnSet(path, videos, chosen, experiment, place, on, new SpottingStudyCommand.Line(live), cancel);
            }
            using TrainedSpotter made = TrainedSpotter.Load(path);
            Say(path, made.Recipe.Videos, made.Recipe.People, made.Recipe.Threshold);
            return ExitCode.Done;
        }, cancel));
        return new Command("train", "Train weights for new videos.") { spotter };
    }

    private static void Say(string path, int videos, int people, SpotterThreshold threshold) => Console.Out.WriteLine(FormattableString.Invariant(
        $"{path}\n{videos} videos of {people} people; on people left out: recall {threshold.HeldOut.Recall:0.000}, precision {threshold.HeldOut.Precision:0.000}, F1 {threshold.HeldOut.F1:0.000}; threshold {threshold.Value:0.000}"));

    /// <summary>The weights that the synthetic corpus teaches, made where they are not there yet.</summary>
    internal static async Task<string> OfSyntheticAsync(SpottingScale scale, string place, Device device, CancellationToken cancel)
    {
        SpottingExperiment experiment = TrainedSpotter.ExperimentOf(scale, seed: 1);
        string path = TrainedSpotter.Shipped(scale, experiment) ?? TrainedSpotter.FileOf(place, scale, experiment, device);
        if (!File.Exists(path))
        {
            Console.Error.WriteLine("mex: no weights yet: training them on the synthetic corpus, once; some minutes at demo scale (Ctrl+C keeps what is done)");
            await RunAsync(path, scale, experiment, place, device, cancel);
        }
        return path;
    }

    /// <summary>Trains and writes the weights, with progress.</summary>
    private static async Task RunAsync(string path, SpottingScale scale, SpottingExperiment experiment, string place, Device device, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        await TableOneFolds.RunAsync(scale, [experiment], place, device, live, cancel);
        TrainedSpotter.TrainOnSynthetic(path, place, scale, experiment, device, new FeaturesCommand.Reporter(live), new SpottingStudyCommand.Line(live), cancel);
    }

    internal static Option<string> Scale(string what)
    {
        var scale = new Option<string>("--scale") { Description = $"{what}: smoke (seconds), demo (minutes), compact or paper", DefaultValueFactory = _ => SpottingScale.Demo.Name };
        scale.AcceptOnlyFromAmong([.. SpottingScale.All.Select(s => s.Name)]);
        return scale;
    }

    internal static SpottingScale ScaleOf(string name) => SpottingScale.All.Single(s => s.Name == name);
}
