using System.CommandLine;
using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Models;
using MicroExpressions.Reporting;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex intensity</c>: how strong a movement is from its onset to its offset, as a table and a picture.</summary>
public static class IntensityCommand
{
    public static Command Create()
    {
        var video = new Argument<string>("video") { Description = "a video file, or a folder of numbered pictures" };
        var onset = new Option<int>("--onset") { Description = "first frame of the movement: the picture's number, or counted from 1 in a file", Required = true };
        var offset = new Option<int>("--offset") { Description = "last frame of the movement", Required = true };
        var fps = new Option<double?>("--fps") { Description = "frames per second; needed for a folder of pictures" };
        var cropped = new Option<bool>("--cropped") { Description = "the frames are cut to the face already" };
        var output = new Option<string?>("--out") { Description = "what the files are called: OUT.csv and OUT.svg (default: the video's name)", HelpName = "OUT" };
        var device = TrainingOptions.Device();
        var folder = TrainingOptions.Folder();
        var command = new Command("intensity", "Estimate the intensity of one movement: CSV and SVG.") { video, onset, offset, fps, cropped, output, device, folder };
        command.SetAction((parse, cancel) => Task.Run(() =>
        {
            string path = parse.GetValue(video)!;
            string name = parse.GetValue(output) ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)) + ".intensity";
            var options = new FrameSourceOptions { FramesPerSecond = parse.GetValue(fps) };
            return Run(path, parse.GetValue(onset), parse.GetValue(offset), options, parse.GetValue(cropped), name,
                TrainingOptions.Place(parse.GetValue(folder), parse.GetValue(device)!, weights: null), cancel);
        }, cancel));
        return command;
    }

    private static int Run(string path, int onset, int offset, FrameSourceOptions options, bool cropped, string output, RunPlace place, CancellationToken cancel)
    {
        double rate;
        using (IFrameSource source = FrameSource.Open(path, options))     // what is wrong with the video is said before a model is trained
            rate = source.FramesPerSecond;
        if (onset >= offset)
            throw new InputException("mex intensity", $"--onset {onset} --offset {offset}", "an offset after the onset", "Give the movement's first and last frame.");
        var clip = new IntensityClip(new Clip("", Path.GetFileName(path), onset, onset, offset, rate), () => FrameSource.Open(path, options));
        IntensityExperiment experiment = IntensityScale.Demo.Base with { Name = "model for new videos" };
        IntensityEstimate estimate;
        using (var live = new LiveProgress())
        {
            live.Report("reading frames");
            using var inputs = new IntensityInputs([IntensityScale.Demo.Load(IntensityDataSet.Synthetic, root: null)], IntensityScale.Demo.Frames, cancel);
            using IntensityRegressor model = new IntensityRun(inputs, place).Model(experiment, TrainingOptions.Show(live), cancel);
            estimate = IntensityEstimate.Of(model, experiment.Encoder, IntensityScale.Demo.Frames, clip, !cropped, place, cancel);
        }

        WholeFile.WriteText(output + ".csv", to => to.Write(Csv(estimate, rate)));
        WholeFile.WriteText(output + ".svg", to => to.Write(Picture(estimate, Path.GetFileName(path)).ToSvg()));
        if (estimate.RepeatsFrames)
            Console.Error.WriteLine($"mex: frames {onset} to {offset} are fewer than the model's {estimate.Frames.Length} points; some stand for two");
        Console.Error.WriteLine($"The model was taught by the synthetic corpus ({experiment.Encoder.Description}): a curve to look at, not a measurement.");
        Console.Out.WriteLine($"{output}.csv\n{output}.svg");
        return ExitCode.Done;
    }

    private static string Csv(IntensityEstimate estimate, double rate) => "frame,seconds,intensity\n" + string.Concat(estimate.Frames.Zip(
        estimate.Values, (frame, value) => string.Create(CultureInfo.InvariantCulture, $"{frame},{(frame - estimate.Frames[0]) / rate:0.######},{value:0.######}\n")));

    private static Figure Picture(IntensityEstimate estimate, string name) => new($"Intensity in {name}", new Axis("frame"),
        [new Panel(new Axis("intensity"), [new LineTrace("prediction", [.. estimate.Frames.Select(f => (double)f)], estimate.Values, Palette.Prediction)])]);
}
