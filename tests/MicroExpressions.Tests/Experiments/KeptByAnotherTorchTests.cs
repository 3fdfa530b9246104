using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Experiments.Intensity;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Experiments;

/// <summary>What another torch, or this one on another device, left in a folder is never read as this one's.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class KeptByAnotherTorchTests(SmallInputs small) : IClassFixture<SmallInputs>, IDisposable
{
    private static readonly string Another = NumericBasis.Of(null).Replace("libtorch 2", "libtorch 1", StringComparison.Ordinal);

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_intensity_run_of_another_torch_is_not_read()
    {
        RunPlace place = small.Place("another torch");
        IntensityResult kept = new IntensityRun(small.Inputs, place).Run(SmallInputs.Start);
        Assert.Equal(NumericBasis.Of(CPU), kept.Experiment.Basis);
        string runs = Path.GetDirectoryName(place.Of(kept.Experiment))!;
        Directory.Move(place.Of(kept.Experiment), Path.Combine(runs, (kept.Experiment with { Basis = Another }).Hash));
        int steps = 0;
        new IntensityRun(small.Inputs, place).Run(SmallInputs.Start, new Told<IntensityProgress>(() => steps++));
        Assert.Equal(3 * 6, steps);     // three folds of six steps, as if nothing were there
        Assert.Equal(2, Directory.GetDirectories(runs).Length);
    }

    [Fact]
    public void A_spotting_fold_of_another_torch_or_device_is_still_missing()
    {
        SpottingDataSet data = NoVideos();
        var experiment = new SpottingExperiment("Baseline", SpottingScale.Smoke.Base);
        var run = new SpottingRun(data, folder.Path);
        foreach (string basis in new[] { "", Another, NumericBasis.Of(new Device("cuda")) })
            Put(experiment with { Basis = basis });
        Assert.Equal(2, run.Missing([experiment]).Count);
        Put(experiment with { Basis = NumericBasis.Of(CPU) });
        Assert.Empty(run.Missing([experiment]));

        void Put(SpottingExperiment done)
        {
            foreach (string subject in run.Folds)
                new SpottingFoldResult(subject, [], [], [], 1).Write(Path.Combine(folder.Path, done.Hash(data.Fingerprint), "folds", subject + ".json"));
        }
    }

    [Fact]
    public void A_spotters_checkpoint_of_another_torch_is_refused_by_name()
    {
        string checkpoint = folder["all.checkpoint"];
        PwesMethod method = new()
        {
            Model = new() { RgbDimension = 6, FlowDimension = 6, Projection = 8 },
            Regions = new() { Background = 4 },
            Training = new() { Steps = 2, BatchSize = 1 },
        };
        using (var training = new PwesTraining(method, [Video("a")]))
            training.Run(checkpoint);       // the checkpoint after the last step stays until its owner deletes it
        byte[] bytes = File.ReadAllBytes(checkpoint);
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(NumericBasis.Of(null)));
        Encoding.UTF8.GetBytes(Another).CopyTo(bytes, at);
        File.WriteAllBytes(checkpoint, bytes);
        using var again = new PwesTraining(method, [Video("a")]);
        string message = Assert.Throws<InputException>(() => again.Run(checkpoint)).Message;
        Assert.Contains($"'{Another}' where this one has '{NumericBasis.Of(null)}'", message);
    }

    [Fact]
    public void Weights_for_new_videos_are_kept_by_device()
    {
        SpottingScale scale = SpottingScale.Smoke;
        SpottingExperiment experiment = TrainedSpotter.ExperimentOf(scale, seed: 1);
        var cuda = new Device("cuda");
        Assert.NotEqual(TrainedSpotter.FileOf("f", scale, experiment), TrainedSpotter.FileOf("f", scale, experiment, cuda));
        Assert.NotEqual(TrainedSpotter.FileOf("f", NoVideos(), scale, experiment), TrainedSpotter.FileOf("f", NoVideos(), scale, experiment, cuda));
    }

    /// <summary>Two subjects, and nothing that could be trained on.</summary>
    private static SpottingDataSet NoVideos() => SpottingDataSet.Of("none", "two subjects",
        [Video("a"), Video("b") with { Subject = "other" }], ["", ""]);

    /// <summary>Ten snippets of zeros with a movement of each kind.</summary>
    private static SpottingVideo Video(string name) => new("someone", name, 81, 30, 8, new(name, new(10, 6, new float[60]), new(10, 6, new float[60])),
    [
        new("someone", name, ExpressionKind.Micro, 9, null, 16, 30),
        new("someone", name, ExpressionKind.Macro, 41, null, 72, 30),
    ]);

    private sealed class Told<T>(Action told) : IProgress<T>
    {
        public void Report(T value) => told();
    }
}
