using System.Text;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Experiments.Spotting;

[Collection(DefaultGenerator.Name)]
public sealed class TrainedSpotterTests(SmallSpotter small) : IClassFixture<SmallSpotter>, IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Made by <c>./mex train spotter --out FILE</c>, demo scale, seed 1; the SHA-256 is that file's.</summary>
    [Fact]
    public void The_kit_brings_the_spotter_that_the_synthetic_corpus_taught()
    {
        SpottingExperiment experiment = TrainedSpotter.ExperimentOf(SpottingScale.Demo, seed: 1);
        string? path = TrainedSpotter.Shipped(SpottingScale.Demo, experiment);
        Assert.True(path is not null, $"train it again: {TrainedSpotter.ShippedName(SpottingScale.Demo, experiment)} is not there");
        Assert.Equal("a1555f849e2a146c13910eff12eca07c15891443c1b9ee9e8b5eeb2d4bad8a0c", SourceFingerprint.OfFile(path));
        using TrainedSpotter spotter = TrainedSpotter.Load(path);
        Assert.Equal((SpottingScale.Demo.WeightsRow, 10), (spotter.Recipe.Row, spotter.Recipe.People));
        Assert.InRange(spotter.Recipe.Threshold.HeldOut.F1, 0.5, 0.8);
    }

    [Fact]
    public void The_recipe_says_how_it_was_made_and_what_to_expect()
    {
        using TrainedSpotter spotter = TrainedSpotter.Load(small.Path);
        SpotterRecipe recipe = spotter.Recipe;
        Assert.Equal(("smoke", 3, 3, 30.0), (recipe.Scale, recipe.Videos, recipe.People, recipe.FramesPerSecond));
        Assert.Equal(("hoof/1", 64), (recipe.Extractor.Name, recipe.Extractor.FrameWidth));
        Assert.Equal(SmallSpotter.Scale.Corpus.Seed, (ulong)recipe.Corpus!["seed"]!);
        Assert.Contains("Steps = 4", recipe.Method);
        Assert.Equal("0.2.0", recipe.Kit);
        SpottingDataSet data = Data();
        Assert.Equal(data.Fingerprint, recipe.Fingerprint);
        Assert.Equal(data.Truth.Count, recipe.Threshold.HeldOut.Labelled);
    }

    [Fact]
    public void The_threshold_comes_from_people_left_out_at_the_end_of_training()
    {
        using TrainedSpotter spotter = TrainedSpotter.Load(small.Path);
        SpottingDataSet data = Data();
        SpottingExperiment experiment = TrainedSpotter.ExperimentOf(SmallSpotter.Scale, 1);
        Assert.Equal(experiment.Method.Describe(), TrainedSpotter.ExperimentOf(SmallSpotter.Scale with { Base = SmallSpotter.Scale.MethodFor(data) }, 1).Method.Describe());
        var unseen = new SpottingRun(data, small.Folder).Run(experiment).Folds.SelectMany(f => f.Detections).ToList();
        Assert.Equal(SpotterThreshold.Of(data.Truth, unseen, data.Scoring(ScoringProtocol.Lab)), spotter.Recipe.Threshold);
    }

    [Fact]
    public void Weights_written_twice_are_the_same_bytes_and_say_the_same_after_reading()
    {
        using TrainedSpotter again = TrainedSpotter.OfSynthetic(folder.Path, SmallSpotter.Scale);
        Assert.Equal(File.ReadAllBytes(small.Path), File.ReadAllBytes(again.Place));
        using TrainedSpotter first = TrainedSpotter.Load(small.Path);
        SpottingVideo video = Data().Videos[0];
        SnippetCurves one = first.Curves(video), two = again.Curves(video);
        Assert.Equal(one.ActivationMap, two.ActivationMap);
        Assert.InRange(one.Attention.Max(), 0.01f, 1);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.checkpoint"));
    }

    [Fact]
    public void An_interrupted_training_goes_on_and_ends_with_the_same_bytes()
    {
        string path = folder["mine.safetensors"];
        using var stop = new CancellationTokenSource();
        var atLast = new Progress(p =>
        {
            if (p.Row == "all videos" && p.Training.Step == 3)
                stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => TrainedSpotter.TrainOnSynthetic(path, small.Folder, SmallSpotter.Scale, TrainedSpotter.ExperimentOf(SmallSpotter.Scale, 1), training: atLast, cancellation: stop.Token));
        Assert.False(File.Exists(path));
        var steps = new List<int>();
        TrainedSpotter.TrainOnSynthetic(path, small.Folder, SmallSpotter.Scale, TrainedSpotter.ExperimentOf(SmallSpotter.Scale, 1), training: new Progress(p => steps.Add(p.Training.Step)));
        Assert.Equal([4], steps);
        Assert.Equal(File.ReadAllBytes(small.Path), File.ReadAllBytes(path));
    }

    [Fact]
    public void Another_method_corpus_or_seed_has_another_file()
    {
        string[] files =
        [
            File(SmallSpotter.Scale, 1), File(SmallSpotter.Scale, 2), File(SpottingScale.Smoke, 1), File(SmallSpotter.Scale, 1, "+MPLG"),
            File(SmallSpotter.Scale with { Base = SmallSpotter.Scale.Base with { PreTraining = 1 } }, 1), File(SmallSpotter.Scale with { Corpus = SpottingScale.Smoke.Corpus }, 1),
        ];
        Assert.Equal(files.Length, files.Distinct().Count());
        Assert.Equal(small.Path, File(SmallSpotter.Scale, 1, folder: small.Folder));

        static string File(SpottingScale scale, int seed, string? row = null, string folder = "f") =>
            TrainedSpotter.FileOf(folder, scale, TrainedSpotter.ExperimentOf(scale, seed, row));
    }

    [Fact]
    public void Files_that_are_no_spotters_are_named_with_what_to_do()
    {
        string damaged = folder["damaged.safetensors"], other = folder["other.safetensors"], contradicts = folder["contradicts.safetensors"];
        File.WriteAllBytes(damaged, File.ReadAllBytes(small.Path)[..2000]);
        using (Tensor weight = zeros(2))
            SafeTensors.Write(other, new Dictionary<string, Tensor> { ["weight"] = weight });
        byte[] changed = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(File.ReadAllBytes(small.Path)).Replace("RgbDimension\\\":576", "RgbDimension\\\":577", StringComparison.Ordinal));
        File.WriteAllBytes(contradicts, changed);
        foreach ((string path, string text) in new[] { (damaged, "damaged"), (other, "without a spotter's recipe"), (contradicts, "577 and 576"), (folder["none"], "none") })
        {
            var wrong = Assert.Throws<InputException>(() => TrainedSpotter.Load(path));
            Assert.Contains(path, wrong.Message);
            Assert.Contains(text, wrong.Message);
        }
    }

    [Fact]
    public void Tensors_of_another_network_than_the_recipes_are_refused()
    {
        using StateDict weights = StateDict.Read(small.Path);
        string path = folder["less.safetensors"];
        SafeTensors.Write(path, weights.Tensors.Skip(1).ToDictionary(t => t.Key, t => t.Value), weights.Metadata);
        Assert.Contains("1 missing", Assert.Throws<InputException>(() => TrainedSpotter.Load(path)).Message);
    }

    private SpottingDataSet Data() => SpottingDataSet.OfSynthetic(SmallSpotter.Scale.Corpus, new FeatureCache(Path.Combine(small.Folder, "features-smoke")));

    private sealed class Progress(Action<SpottingProgress> told) : IProgress<SpottingProgress>
    {
        public void Report(SpottingProgress value) => told(value);
    }
}
