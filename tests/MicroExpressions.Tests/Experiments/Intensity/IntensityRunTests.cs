using System.Text.Json;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;

namespace MicroExpressions.Tests.Experiments.Intensity;

[Collection(DefaultGenerator.Name)]
public sealed class IntensityRunTests(SmallInputs small) : IClassFixture<SmallInputs>
{
    [Fact]
    public void The_same_record_gives_the_same_numbers_and_another_seed_others()
    {
        var first = Run("a", SmallInputs.Start);
        Assert.Equal(Curves(first), Curves(Run("b", SmallInputs.Start)));
        Assert.NotEqual(Curves(first), Curves(Run("b", SmallInputs.Start with { Training = SmallInputs.Start.Training with { Seed = 2 } })));
    }

    [Fact]
    public void What_was_run_is_read_back_without_a_step()
    {
        var first = Run("c", SmallInputs.Start);
        var again = new IntensityRun(small.Inputs, small.Place("c")).Run(SmallInputs.Start, new Told(_ => Assert.Fail("it took a step")));
        Assert.Equal(Curves(first), Curves(again));
    }

    [Fact]
    public void An_interrupted_run_goes_on_to_the_same_numbers()
    {
        var whole = Run("d", SmallInputs.Start);
        using var stop = new CancellationTokenSource();
        var (before, rest) = (new List<(int Fold, int Step)>(), new List<(int Fold, int Step)>());
        Assert.Throws<OperationCanceledException>(() => new IntensityRun(small.Inputs, small.Place("e")).Run(SmallInputs.Start, new Told(p =>
        {
            before.Add((p.Fold, p.Training.Step));
            if (before.Count == 9)
                stop.Cancel();
        }), stop.Token));
        var resumed = new IntensityRun(small.Inputs, small.Place("e")).Run(SmallInputs.Start, new Told(p => rest.Add((p.Fold, p.Training.Step))));
        Assert.Equal(Curves(whole), Curves(resumed));
        Assert.Equal(3 * 6, before.Concat(rest).Distinct().Count());     // no step is left out,
        Assert.Empty(before.Intersect(rest));                           // and none is taken twice
    }

    [Fact]
    public void The_bits_do_not_depend_on_the_number_of_threads()
    {
        int before = torch.get_num_threads();
        var several = Run("k", SmallInputs.Start);
        try
        {
            torch.set_num_threads(1);
            Assert.Equal(Curves(several), Curves(Run("l", SmallInputs.Start)));
        }
        finally
        {
            torch.set_num_threads(before);
        }
    }

    [Fact]
    public void Shares_of_several_processes_are_put_together_without_a_step()
    {
        var whole = Run("r", SmallInputs.Start);
        IntensityExperiment[] all = [SmallInputs.Start, SmallInputs.Start with { Temporal = false }];
        var steps = new List<(string Row, int Fold)>();
        for (int share = 1; share >= 0; share--)
            new IntensityRun(small.Inputs, small.Place("s")).RunShare(all, share, 2, new Told(p => steps.Add((p.Row, p.Fold))));
        Assert.Equal(2 * 3 * 6, steps.Count);      // experiments, folds, steps: none twice
        var together = new IntensityRun(small.Inputs, small.Place("s")).Run(SmallInputs.Start, new Told(_ => Assert.Fail("it took a step")));
        Assert.Equal(Curves(whole), Curves(together));
    }

    [Fact]
    public void A_training_that_goes_astray_stops_with_step_and_term_and_leaves_its_folds_unfinished()
    {
        var astray = SmallInputs.Start with { Training = SmallInputs.Start.Training with { LearningRate = 1e30, CheckpointEvery = 1 } };
        var error = Assert.Throws<LossNotFiniteException>(() => Run("m", astray));
        Assert.InRange(error.Step, 1, 5);
        Assert.Contains($"step {error.Step}: L_", error.Message);
        string folds = Path.Combine(small.Place("m").Of(astray with { Data = small.Inputs.Fingerprint }), "folds");
        Assert.Contains(Directory.GetFiles(folds, "*.checkpoint"), kept => error.Message.Contains(kept));
        Assert.Empty(Directory.GetFiles(folds, "*.json"));
    }

    [Fact]
    public void A_checkpoint_of_another_experiment_is_refused_by_name()
    {
        var other = SmallInputs.Start with { Hidden = 64 };
        foreach (var experiment in (IntensityExperiment[])[SmallInputs.Start, other])
        {
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => new IntensityRun(small.Inputs, small.Place("n")).Run(experiment, new Told(_ => stop.Cancel()), stop.Token));
        }
        string[] checkpoints = [.. Directory.GetFiles(Folds(SmallInputs.Start), "*.checkpoint").Order()];
        foreach (string checkpoint in checkpoints)
            File.Copy(checkpoint, Path.Combine(Folds(other), Path.GetFileName(checkpoint)), overwrite: true);
        string message = Assert.Throws<InputException>(() => Run("n", other)).Message;
        Assert.Contains("a checkpoint of another configuration: '\"Hidden\": 128,' where this one has '\"Hidden\": 64,'", message);
        Assert.Contains(Folds(other), message);

        string Folds(IntensityExperiment experiment) => Path.Combine(small.Place("n").Of(experiment with { Data = small.Inputs.Fingerprint }), "folds");
    }

    [Fact]
    public void The_folder_holds_record_metrics_and_curves()
    {
        var result = Run("f", SmallInputs.Start);
        string folder = small.Place("f").Of(result.Experiment);
        Assert.Equal(["curves.json", "metrics.json", "record.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(folder, "folds"), "*.json").Length);
        Assert.Equal(result.Experiment.ToJson(), File.ReadAllText(Path.Combine(folder, "record.json")));
        using var metrics = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "metrics.json")));
        Assert.Equal(result.Score.PerClip.Spearman, metrics.RootElement.GetProperty("Score").GetProperty("PerClip").GetProperty("Spearman").GetDouble());
        Assert.Equal(6, metrics.RootElement.GetProperty("Truth").GetProperty("Clips").GetInt32());
    }

    [Fact]
    public void A_damaged_fold_is_named()
    {
        var result = Run("g", SmallInputs.Start);
        string file = Directory.GetFiles(Path.Combine(small.Place("g").Of(result.Experiment), "folds"))[0];
        File.WriteAllText(file, "{");
        Assert.Contains(file, Assert.Throws<InputException>(() => Run("g", SmallInputs.Start)).Message);
    }

    [Fact]
    public void An_encoder_trained_with_the_rest_runs_on_frames()
    {
        var onFrames = SmallInputs.Start with
        {
            Encoder = new(),
            Split = IntensitySplit.BySubject,
            Folds = 2,
            Training = SmallInputs.Start.Training with { Steps = 1, BatchSize = 2 },
        };
        var result = Run("h", onFrames);
        Assert.Equal(6, result.Score.Clips.Length);
        Assert.Equal(0, result.Score.ConstantPredictions);
    }

    [Fact]
    public void A_checkpoint_of_another_encoder_is_refused()
    {
        IntensityExperiment one = SmallInputs.Start, other = one with { Encoder = one.Encoder with { Seed = one.Encoder.Seed + 1 } };
        const string place = "q";
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => new IntensityRun(small.Inputs, small.Place(place)).Run(one, new Told(_ => stop.Cancel()), stop.Token));
        Directory.CreateDirectory(Folds(other));
        foreach (string checkpoint in Directory.GetFiles(Folds(one), "*.checkpoint"))
            File.Copy(checkpoint, Path.Combine(Folds(other), Path.GetFileName(checkpoint)));
        string message = Assert.Throws<InputException>(() => Run(place, other)).Message;
        Assert.Contains("a checkpoint of another configuration", message);

        string Folds(IntensityExperiment experiment) => Path.Combine(small.Place(place).Of(experiment with { Data = small.Inputs.Fingerprint }), "folds");
    }

    [Fact]
    public void A_shuffled_frame_keeps_its_place_in_the_baseline()
    {
        // the baseline sees one frame, so its predictions move with the frames: the same values in another order
        var result = Run("j", SmallInputs.Start with { Temporal = false });
        Assert.Equal(result.Score.PerClip.Spearman, result.ShuffledByFrame.PerClip.Spearman, 5);
        Assert.Equal(result.Score.Pooled.Kendall, result.ShuffledByFrame.Pooled.Kendall, 5);
    }

    private IntensityResult Run(string place, IntensityExperiment experiment) => new IntensityRun(small.Inputs, small.Place(place)).Run(experiment);

    private static double[] Curves(IntensityResult result) => [.. result.Score.Clips.SelectMany(c => c.Predicted)];

    private sealed class Told(Action<IntensityProgress> tell) : IProgress<IntensityProgress>
    {
        public void Report(IntensityProgress value) => tell(value);
    }
}
