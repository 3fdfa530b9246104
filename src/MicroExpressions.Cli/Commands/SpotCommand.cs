using System.CommandLine;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Reporting;
using MicroExpressions.Video;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// <c>mex spot</c>: the expressions in a video, as a page to look at and files to compute with. Training-free by default; PWES's network
/// where it is asked for.
/// </summary>
public static class SpotCommand
{
    private const string Zhao = "zhao", Pwes = "pwes";

    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "a video file, or a folder of numbered pictures" };
        var method = new Option<string?>("--method") { Description = "zhao: what the regions of the face do, nothing trained (Zhao et al., MM 2022), the default; pwes: the network, with weights of its own, the default where one of its options is given" };
        method.AcceptOnlyFromAmong(Zhao, Pwes);
        var face = FaceOption.Create();
        var unaligned = new Option<bool>("--no-alignment") { Description = "cut every frame as the first: head motion stays in (pwes cuts as its weights were taught)" };
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
        var command = new Command("spot", "Find micro- and macro-expressions in a video: a page, CSV, JSON, MEGC submission.") { video, method, face, unaligned, weights, scale, rgb, flow, threshold, fps, cropped, repeat, output, device, folder };
        command.SetAction((parse, cancel) => Task.Run(async () =>
        {
            string path = parse.GetRequiredValue(video);
            string name = Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)), to = parse.GetValue(output) ?? Path.Combine(Kit.Artifacts, "spot", name);
            Option? ofPwes = ((Option[])[weights, scale, rgb, flow, threshold, device, folder]).FirstOrDefault(o => parse.GetResult(o) is { Implicit: false });
            if (parse.GetValue(method) == Zhao && ofPwes is not null)
                throw new InputException($"mex spot {ofPwes.Name}", "the training-free method", "--method pwes with it", $"Leave {ofPwes.Name} out, or say --method pwes.");
            (int person, PixelBox? box) = FaceOption.Read(parse.GetValue(face));
            if ((parse.GetValue(method) ?? (ofPwes is null ? Zhao : Pwes)) == Zhao)
            {
                NpmPackage.TryFaceModels(cancel);
                var how = new RegionSpottingOptions
                {
                    Source = new FrameSourceOptions { FramesPerSecond = parse.GetValue(fps), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse },
                    Alignment = new() { Align = !parse.GetValue(unaligned) },
                    Person = person,
                    Box = box,
                };
                Show(Moved(path, how, cancel), to);
                return ExitCode.Done;
            }
            var options = new VideoSpottingOptions
            {
                Source = new FrameSourceOptions { FramesPerSecond = parse.GetValue(fps), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse },
                Cropped = parse.GetValue(cropped),
                Person = person,
                Box = box,
                Threshold = parse.GetValue(threshold),
                I3dWeights = (parse.GetValue(rgb), parse.GetValue(flow)),
            };
            if (!options.Cropped)
                NpmPackage.TryFaceModels(cancel);
            string place = parse.GetValue(folder)!;
            Device on = TrainingOptions.Place(place, parse.GetValue(device)!, weights: null).Device;
            VideoSpotting found = await RunAsync(path, options, parse.GetValue(weights), TrainCommand.ScaleOf(parse.GetValue(scale)!), place, on, cancel);
            Output.Print(found.Table());
            List(found.Write(to));
            return ExitCode.Done;
        }, cancel));
        return command;
    }

    private static RegionSpotting Moved(string path, RegionSpottingOptions options, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        return RegionSpotting.Run(path, options, new Progress(live), cancel);
    }

    private static void Show(RegionSpotting found, string folder)
    {
        Output.Print(found.Table());
        List(found.Write(folder));
    }

    private static void List(IReadOnlyList<string> files)
    {
        foreach (string file in files)
            Console.Out.WriteLine(Path.GetRelativePath(Directory.GetCurrentDirectory(), file));
    }

    private sealed class Progress(LiveProgress to) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => to.Report($"{value.Done} of {value.Total} frames");
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
