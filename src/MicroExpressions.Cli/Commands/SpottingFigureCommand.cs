using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce spotting-figure</c>: one held-out video on one time axis, and how attention and pseudo labels came about.</summary>
public static class SpottingFigureCommand
{
    public static Command Create()
    {
        var video = new Option<string?>("--video") { Description = "the video; its subject is left out of the training (default: the one with most expressions)", HelpName = "NAME" };
        var set = SpottingStudyCommand.Set();
        var scale = SpottingStudyCommand.Scale();
        var seed = new Option<int>("--seed") { Description = "of weights, order, dropout and point labels", DefaultValueFactory = _ => 1 };
        var device = TrainingOptions.Device();
        var folder = SpottingStudyCommand.Folder();
        var features = SpottingStudyCommand.Features();
        var partial = SpottingStudyCommand.Partial();
        var data = DataOption.Create();
        var output = new Option<string?>("--out") { Description = "folder of the page and the pictures (default: figure-SET-SCALE in --folder)", HelpName = "FOLDER" };
        var command = new Command("spotting-figure", "Attention, activation map, labels, truth and what is found in one held-out video, and how they evolve while the full method trains.")
            { video, set, scale, seed, device, folder, data, features, partial, output };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            SpottingScale chosen = SpottingScale.All.Single(s => s.Name == parse.GetValue(scale));
            string place = parse.GetValue(folder)!;
            Device on = TrainingOptions.Place(place, parse.GetValue(device)!, weights: null).Device;
            using var live = new LiveProgress();
            SpottingDataSet videos = SpottingStudyCommand.Load(
                chosen, parse.GetValue(set)!, place, parse.GetValue(data), parse.GetValue(features), parse.GetValue(partial), live, cancel);
            var full = new SpottingExperiment("+MPLG+DFCL", chosen.MethodFor(videos)).WithSeed(parse.GetValue(seed));
            WatchedFold fold = WatchedFold.Run(full, videos, parse.GetValue(video), place, on, new SpottingStudyCommand.Line(live), cancel);
            live.Dispose();
            string to = parse.GetValue(output) ?? Path.Combine(place, $"figure-{videos.Id}-{chosen.Name}");
            fold.Write($"{videos.Title}, {chosen.Name} scale", to);
            Console.Out.WriteLine(Path.Combine(to, "index.html"));
            return ExitCode.Done;
        }, cancel));
        return command;
    }
}
