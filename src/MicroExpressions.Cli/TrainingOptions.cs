using System.CommandLine;
using System.Globalization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Intensity;
using static TorchSharp.torch;

namespace MicroExpressions.Cli;

/// <summary>Options that every command shares which trains.</summary>
public static class TrainingOptions
{
    public static Option<string> Scale()
    {
        var scale = new Option<string>("--scale") { Description = "smoke (seconds), demo (minutes, frozen encoder) or paper (a GPU's work)", DefaultValueFactory = _ => "demo" };
        scale.AcceptOnlyFromAmong([.. IntensityScale.All.Select(s => s.Name)]);
        return scale;
    }

    public static Option<int> Seeds()
    {
        var seeds = new Option<int>("--seeds") { Description = "how often each row is run, with seeds from 1", DefaultValueFactory = _ => 3 };
        seeds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--seeds takes a number from 1");
        });
        return seeds;
    }

    public static Option<string> Device()
    {
        var device = new Option<string>("--device") { Description = "cpu or cuda", DefaultValueFactory = _ => "cpu" };
        device.AcceptOnlyFromAmong("cpu", "cuda");
        return device;
    }

    public static Option<string?> Weights() => new("--weights")
    {
        Description = "torchvision's ImageNet weights of resnet18 (.pth or safetensors); when left out, those of the NuGet package that the build restores",
        HelpName = "FILE",
    };

    public static Option<bool> Markdown() => new("--markdown") { Description = "print the table as Markdown" };

    public static Option<string?> Folder() => new("--folder") { Description = "where runs are kept and resumed (default: artifacts/intensity)", HelpName = "FOLDER" };

    /// <summary>Where to run and keep.</summary>
    /// <exception cref="InputException">CUDA is asked for and not there</exception>
    public static RunPlace Place(string? folder, string device, string? weights)
    {
        if (device == "cuda" && !cuda.is_available())
            throw new InputException("--device cuda", "no CUDA device", "a CUDA build of libtorch and a GPU", "Use --device cpu; on Linux with an NVIDIA GPU run the command as Torch=cuda ./mex …, which builds the kit with TorchSharp-cuda-linux.");
        return new RunPlace(folder ?? Path.Combine(Kit.Artifacts, "intensity"), device == "cuda" ? CUDA : CPU, weights);
    }

    /// <summary>Shows a run's progress in one line.</summary>
    public static IProgress<IntensityProgress> Show(LiveProgress live) => new Line(live);

    /// <summary>How far a run is, in words.</summary>
    internal static string Said(IntensityProgress p) => string.Create(CultureInfo.InvariantCulture,
        $"{p.Row}: fold {p.Fold} of {p.Folds}, step {p.Training.Step} of {p.Training.Of}, loss {p.Training.Loss:0.0000}, {p.Training.Remaining:hh\\:mm\\:ss} left in this fold");

    private sealed class Line(LiveProgress live) : IProgress<IntensityProgress>
    {
        public void Report(IntensityProgress p) => live.Report(Said(p));
    }
}
