using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Synthesis;
using TorchSharp;

namespace MicroExpressions.Tests.Experiments.Intensity;

/// <summary>Six clips of three synthetic people, 32 × 32, with their frames read, and a folder for runs.</summary>
public sealed class SmallInputs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-intensity-").FullName;

    public static FrameSettings Frames { get; } = new() { Size = 32 };

    public static IntensityDataSet Data { get; } = IntensityDataSet.Of(SyntheticSettings.Small);

    public IntensityInputs Inputs { get; } = new([Data], Frames);

    public RunPlace Place(string name) => new(Path.Combine(_folder, name), torch.CPU);

    /// <summary>The smoke scale with a handful of steps.</summary>
    public static IntensityExperiment Start { get; } = IntensityScale.Smoke.Base with
    {
        Training = IntensityScale.Smoke.Base.Training with { Steps = 6 },
    };

    public void Dispose()
    {
        Inputs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
