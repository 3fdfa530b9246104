using System.CommandLine;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Models;
using MicroExpressions.Reporting;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Commands;

/// <summary>
/// <c>mex intensity</c>: how strong a movement is from its onset to its offset, as a table, a picture and a page, and how much of that
/// curve is nothing but time.
/// </summary>
public static class IntensityCommand
{
    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "a video file, or a folder of numbered pictures" };
        var onset = new Option<int?>("--onset") { Description = "first frame of the movement: the picture's number (default: the folder's first), or counted from 1 in a file" };
        var offset = new Option<int?>("--offset") { Description = "last frame of the movement (default: a folder's last)" };
        var fps = new Option<double?>("--fps") { Description = "frames per second; needed for a folder of pictures" };
        var cropped = new Option<bool>("--cropped") { Description = "the frames are cut to the face already" };
        var face = FaceOption.Create();
        var repeat = new Option<bool>("--repeat-missing") { Description = "a missing or damaged frame repeats the one before it, with a warning (default: an error)" };
        var output = new Option<string?>("--out") { Description = "what the files are called: OUT.csv, OUT.svg and OUT.html (default: the video's name)", HelpName = "OUT" };
        var scale = new Option<string>("--scale") { Description = "how long the model is taught: smoke (seconds, to try it) or demo", DefaultValueFactory = _ => IntensityScale.Demo.Name };
        scale.AcceptOnlyFromAmong(IntensityScale.Smoke.Name, IntensityScale.Demo.Name);
        var device = TrainingOptions.Device();
        var folder = TrainingOptions.Folder();
        var command = new Command("intensity", "Estimate the intensity of one movement, and how much of the curve is time alone: CSV, SVG, a page.") { video, onset, offset, fps, cropped, face, repeat, output, scale, device, folder };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            string path = parse.GetValue(video)!;
            string name = parse.GetValue(output) ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)) + ".intensity";
            var options = new FrameSourceOptions { FramesPerSecond = parse.GetValue(fps), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse };
            IntensityScale chosen = IntensityScale.All.Single(s => s.Name == parse.GetValue(scale));
            return Run(path, parse.GetValue(onset), parse.GetValue(offset), options, parse.GetValue(cropped), FaceOption.Read(parse.GetValue(face)), name, chosen,
                TrainingOptions.Place(parse.GetValue(folder), parse.GetValue(device)!, weights: null), cancel);
        }, cancel));
        return command;
    }

    private static int Run(
        string path, int? first, int? last, FrameSourceOptions options, bool cropped, (int Person, PixelBox? Box) who, string output, IntensityScale scale, RunPlace place, CancellationToken cancel)
    {
        // what is wrong with the video is said before a model is trained
        var (onset, offset, times) = Movement(path, first, last, options);
        var clip = new IntensityClip(new Clip("", Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), onset, onset, offset, times.FramesPerSecond), () => FrameSource.Open(path, options with { Warn = Said }));
        // of frozen encoders the one that table 2 finds better: .912 against .772 with ImageNet's weights
        IntensityExperiment experiment = scale.Base with { Name = "model for new videos", Encoder = scale.Base.Encoder with { RandomWeights = true } };
        ClipControls controls;
        if (!cropped)
            NpmPackage.TryFaceModels(cancel);
        FrameSettings frames = scale.Frames with { Crop = scale.Frames.Crop with { Person = who.Person, Box = who.Box } };
        using (var live = new LiveProgress())
        {
            live.Report("reading frames");
            using var inputs = new IntensityInputs([scale.Load(IntensityDataSet.Synthetic, root: null)], scale.Frames, cancel);
            using IntensityRegressor model = new IntensityRun(inputs, place).Model(experiment, TrainingOptions.Show(live), cancel);
            controls = ClipControls.Of(model, experiment.Encoder, frames, clip, !cropped, place, cancel);
        }

        string caution = $"The model was taught by the synthetic corpus ({experiment.Encoder.Description}): a curve to look at, not a measurement.";
        IReadOnlyList<string> files = controls.Write(clip.Label.Name, times, caution, output);
        if (controls.Clip.RepeatsFrames)
            Console.Error.WriteLine($"mex: frames {onset} to {offset} are fewer than the model's {controls.Clip.Frames.Length} points; some stand for two");
        foreach (string remark in controls.Remarks())
            Console.Error.WriteLine($"mex: {remark}");
        Console.Error.WriteLine(caution);
        Console.Out.WriteLine(controls.Sentence());
        Console.Out.WriteLine(string.Join('\n', files));
        return ExitCode.Done;
    }

    /// <summary>A clip's folder runs from onset to offset; in a video they have to be said.</summary>
    private static (int Onset, int Offset, FrameTimes Times) Movement(string path, int? first, int? last, FrameSourceOptions options)
    {
        using IFrameSource source = FrameSource.Open(path, options);
        var folder = source as FrameFolder;
        if (folder is null && (first is null || last is null))
            throw new InputException("mex intensity", $"no {(first is null ? "--onset" : "--offset")} for {path}", "the movement's first and last frame, counted from 1", "Say both; only a folder of pictures is taken whole.");
        int from = folder?.FirstNumber ?? 1, to = from + source.Count - 1;
        var (onset, offset) = (first ?? from, last ?? to);
        if (onset < from || onset >= offset || offset > to)
            throw new InputException("mex intensity", $"--onset {onset} --offset {offset}", $"an offset after the onset, both among frames {from} to {to}", "Give the movement's first and last frame.");
        return (onset, offset, source.Times.Part(onset - from, offset - onset + 1));
    }

    /// <summary>What opening the video again would say a second time.</summary>
    private static void Said(string warning)
    {
    }
}
