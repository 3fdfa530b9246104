using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Reporting;
using MicroExpressions.Video;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex spot</c>: the expressions in a video, as a page to look at and files to compute with.</summary>
public static class SpotCommand
{
    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "a video file, or a folder of numbered pictures" };
        var weights = new Option<string?>("--weights") { Description = "what mex train spotter wrote; when left out, weights that the synthetic corpus taught (made on first use)", HelpName = "FILE" };
        var scale = TrainCommand.Scale("scale of the weights that are made when --weights is left out");
        var rgb = new Option<string?>("--weights-rgb") { Description = "I3D's RGB stream, for a spotter that learnt from I3D's features: the file that made them", HelpName = "FILE" };
        var flow = new Option<string?>("--weights-flow") { Description = "I3D's flow stream, likewise", HelpName = "FILE" };
        var threshold = new Option<double?>("--threshold") { Description = "report intervals that score more (default: the threshold that came with the weights)" };
        var fps = new Option<double?>("--fps") { Description = "frames per second; needed for a folder of pictures" };
        var cropped = new Option<bool>("--cropped") { Description = "the frames are cut to the face already" };
        var repeat = new Option<bool>("--repeat-missing") { Description = "a missing or damaged frame repeats the one before it, with a warning (default: an error)" };
        var output = new Option<string?>("--out") { Description = "folder of the page and the files (default: artifacts/spot/NAME)", HelpName = "FOLDER" };
        var device = TrainingOptions.Device();
        var folder = SpottingStudyCommand.Folder();
        var command = new Command("spot", "Find micro- and macro-expressions in a video: a page, CSV, JSON, MEGC submission.") { video, weights, scale, rgb, flow, threshold, fps, cropped, repeat, output, device, folder };
        command.SetAction((parse, cancel) => Task.Run(async () =>
        {
            string path = parse.GetRequiredValue(video);
            var options = new VideoSpottingOptions
            {
                Source = new FrameSourceOptions { FramesPerSecond = parse.GetValue(fps), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse },
                Cropped = parse.GetValue(cropped),
                Threshold = parse.GetValue(threshold),
                I3dWeights = (parse.GetValue(rgb), parse.GetValue(flow)),
            };
            string place = parse.GetValue(folder)!;
            Device on = TrainingOptions.Place(place, parse.GetValue(device)!, weights: null).Device;
            VideoSpotting found = await RunAsync(path, options, parse.GetValue(weights), TrainCommand.ScaleOf(parse.GetValue(scale)!), place, on, cancel);
            Output.Print(found.Table());
            string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path));
            foreach (string file in found.Write(parse.GetValue(output) ?? Path.Combine(Kit.Artifacts, "spot", name)))
                Console.Out.WriteLine(Path.GetRelativePath(Directory.GetCurrentDirectory(), file));
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    /// <summary>Searches a video with given weights, or with those of the synthetic corpus.</summary>
    private static async Task<VideoSpotting> RunAsync(
        string video, VideoSpottingOptions options, string? weights, SpottingScale scale, string place, Device device, CancellationToken cancel)
    {
        if (weights is null && !File.Exists(TrainedSpotter.FileOf(place, scale, TrainedSpotter.ExperimentOf(scale, seed: 1), device)))
        {
            // what is wrong with the video is said before minutes of training
            VideoSpotting.Check(video, options, scale, cancel);
            options = options with { Source = options.Source with { Warn = _ => { } } };
        }
        using TrainedSpotter spotter = TrainedSpotter.Load(weights ?? await TrainCommand.OfSyntheticAsync(scale, place, device, cancel), device);
        using var live = new LiveProgress();
        return VideoSpotting.Run(video, spotter, Path.Combine(Kit.Artifacts, "features"), options, new FeaturesCommand.Reporter(live), cancel);
    }
}
