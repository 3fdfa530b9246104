using System.CommandLine;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods;
using MicroExpressions.Reporting;
using MicroExpressions.Video;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// <c>mex spot</c>: the expressions in a video, as a page to look at and files to compute with. Training-free by default; PWES's network or any
/// other of the published methods where it is asked for.
/// </summary>
public static class SpotCommand
{
    private const string Zhao = "zhao", Pwes = "pwes";

    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "a video file, or a folder of numbered pictures" };
        var method = new Option<string?>("--method") { Description = "zhao: what the regions of the face do, nothing trained (Zhao et al., MM 2022), the default; pwes: the network, with weights of its own, the default where one of its options is given; any other of mex methods: what learns nothing as it is, what learns with --weights", HelpName = "NAME" };
        method.AcceptOnlyFromAmong([.. SpottingMethods.All.Select(m => m.Published.Id)]);
        var face = FaceOption.Create();
        var unaligned = new Option<bool>("--no-alignment") { Description = "cut every frame as the first: head motion stays in (pwes cuts as its weights were taught)" };
        var weights = new Option<string?>("--weights") { Description = "what mex train spotter wrote; when left out, pwes has weights that the synthetic corpus taught, other methods are refused", HelpName = "FILE" };
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
            (int person, PixelBox? box) = FaceOption.Read(parse.GetValue(face));
            string chosen = parse.GetValue(method) ?? (ofPwes is null ? Zhao : Pwes);
            if (SpottingMethods.Named(chosen) is ITrainingFreeMethod { Published.Name: var free } && ofPwes is not null && (chosen == Zhao || ofPwes != threshold))
                throw new InputException($"mex spot {ofPwes.Name}", $"{free}, which learns nothing", "--method pwes with it", $"Leave {ofPwes.Name} out, or name a method that has it.");
            var source = new FrameSourceOptions { FramesPerSecond = parse.GetValue(fps), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse };
            if (chosen == Zhao)
            {
                NpmPackage.TryFaceModels(cancel);
                var how = new RegionSpottingOptions
                {
                    Source = source,
                    Alignment = new() { Align = !parse.GetValue(unaligned) },
                    Person = person,
                    Box = box,
                };
                Show(Moved(path, how, cancel), to);
                return ExitCode.Done;
            }
            if (SpottingMethods.Named(chosen) is ITrainingFreeMethod rules)
            {
                if (((Option[])[face, unaligned, cropped]).FirstOrDefault(o => parse.GetResult(o) is { Implicit: false }) is Option ofFaces)
                    throw new InputException($"mex spot {ofFaces.Name}", $"{rules.Published.Name}, which follows the largest face by rules of its own", "no such option", $"Leave {ofFaces.Name} out.");
                NpmPackage.TryFaceModels(cancel);
                MethodSpotting ruled = MethodSpotting.Run(path, rules, source, parse.GetValue(threshold), cancel);
                Output.Print(ruled.Table());
                List(ruled.Write(to));
                return ExitCode.Done;
            }
            var options = new VideoSpottingOptions
            {
                Source = source,
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
            if (chosen != Pwes)
            {
                if (parse.GetValue(weights) is not string file)
                    throw new InputException($"mex spot --method {chosen}", "no weights", "--weights FILE", $"Train them: mex train spotter --method {chosen} --out FILE.");
                using TrainedMethod spotter = TrainedMethod.Load(file, chosen, on);
                using var live = new LiveProgress();
                MethodSpotting learnt = MethodSpotting.Run(path, spotter, Path.Combine(Kit.Artifacts, "features"), options, new FeaturesCommand.Reporter(live), cancel);
                live.Dispose();
                Output.Print(learnt.Table());
                List(learnt.Write(to));
                return ExitCode.Done;
            }
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
