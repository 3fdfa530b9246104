using System.Text;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

[Collection(DefaultGenerator.Name)]
public sealed class TrainedMethodTests(TrainedMethodTests.Taught taught) : IClassFixture<TrainedMethodTests.Taught>, IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_method_trained_and_read_again_finds_in_a_video_what_it_finds_in_the_videos_features()
    {
        using TrainedMethod spotter = TrainedMethod.Load(taught.Path, "lssnet");
        SpottingVideo known = taught.Data.Videos[0];
        MethodSpotting found = MethodSpotting.Run(taught.Videos[0], "first", "0123456789", spotter, folder.Path, new() { Cropped = true, Threshold = -1 });
        Assert.NotEmpty(found.Candidates);
        Assert.Equal(spotter.Find(known), found.Candidates);
        Assert.Equal(spotter.Curve(known), found.Curve);
        Assert.Equal(found.Candidates.OrderBy(c => c.Onset), found.Intervals);
    }

    [Fact]
    public void The_recipe_says_what_taught_it_and_what_to_expect()
    {
        using TrainedMethod spotter = TrainedMethod.Load(taught.Path);
        MethodRecipe recipe = spotter.Recipe;
        Assert.Equal(("lssnet", "smoke", 3, 3, 4), (recipe.Method, recipe.Scale, recipe.Videos, recipe.People, recipe.Training.Steps));
        Assert.Equal((taught.Data.Fingerprint, taught.Data.Truth.Count), (recipe.Fingerprint, recipe.Threshold.HeldOut.Labelled));
        Assert.Equal("hoof/1", recipe.Extractor.Name);
        Assert.Equal(recipe.Settings, spotter.Method.Describe());
    }

    [Fact]
    public void Trained_twice_the_file_has_the_same_bytes()
    {
        string again = folder["again.safetensors"];
        TrainedMethod.Train(again, taught.Data, SmallSpotter.Scale, taught.Row, folder["elsewhere"]);
        Assert.Equal(File.ReadAllBytes(taught.Path), File.ReadAllBytes(again));
    }

    [Fact]
    public void Weights_of_another_method_are_refused_by_name()
    {
        var wrong = Assert.Throws<InputException>(() => TrainedMethod.Load(taught.Path, "ham-net"));
        Assert.Contains("found weights of lssnet; expected weights of ham-net", wrong.Message);
    }

    [Fact]
    public void Weights_of_other_settings_are_refused_with_the_first_that_differs()
    {
        byte[] changed = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(File.ReadAllBytes(taught.Path)).Replace("SuppressedBelow = 0.45", "SuppressedBelow = 0.46", StringComparison.Ordinal));
        string path = folder["other.safetensors"];
        File.WriteAllBytes(path, changed);
        Assert.Contains("SuppressedBelow = 0.46", Assert.Throws<InputException>(() => TrainedMethod.Load(path)).Message);
    }

    [Fact]
    public void Weights_of_pwes_have_another_recipe_and_are_refused()
    {
        string shipped = TrainedSpotter.Shipped(SpottingScale.Demo, TrainedSpotter.ExperimentOf(SpottingScale.Demo, seed: 1))!;
        Assert.Contains("without a method's recipe", Assert.Throws<InputException>(() => TrainedMethod.Load(shipped, "lssnet")).Message);
    }

    [Fact]
    public void Features_of_another_width_are_refused()
    {
        using TrainedMethod spotter = TrainedMethod.Load(taught.Path);
        SpottingVideo known = taught.Data.Videos[0];
        SpottingVideo narrow = known with { Features = known.Features with { Rgb = new(known.Features.Snippets, 3, new float[3 * known.Features.Snippets]) } };
        Assert.Contains("3 and 576 numbers a snippet", Assert.Throws<InputException>(() => spotter.Find(narrow)).Message);
    }

    [Fact]
    public void A_method_that_learns_nothing_has_no_weights_to_train() =>
        Assert.Contains("learns nothing", Assert.Throws<InputException>(() => TrainedMethod.ExperimentOf("mdmd", SmallSpotter.Scale, seed: 1)).Message);

    [Fact]
    public void A_page_and_its_files_say_which_method_found_what()
    {
        using TrainedMethod spotter = TrainedMethod.Load(taught.Path);
        MethodSpotting found = MethodSpotting.Run(taught.Videos[0], "first", "0123456789", spotter, folder.Path, new() { Cropped = true, Threshold = -1 });
        IReadOnlyList<string> files = found.Write(folder["page"]);
        Assert.Equal(
            ["intervals.csv", "intervals.json", "megc.csv", "intervals.srt", "intervals.vtt", "intervals.eaf", "scores.svg", "index.html"], files.Select(f => System.IO.Path.GetFileName(f)));
        Assert.All(files, f => Assert.True(File.Exists(f)));
        Assert.Contains("by LSSNet", File.ReadAllText(files[^1]));
        Assert.Equal(found.Intervals.Count, DetectionFile.Read(files[0]).Count);
        Assert.Equal(found.Intervals.Count, found.Table().Rows.Count);
    }

    /// <summary>LSSNet, taught for four steps; made once.</summary>
    public sealed class Taught : IDisposable
    {
        private readonly TestFolder folder = new();

        public Taught()
        {
            Data = SpottingDataSet.OfSynthetic(SmallSpotter.Scale.Corpus, new FeatureCache(folder["features"]));
            Row = TrainedMethod.ExperimentOf("lssnet", SmallSpotter.Scale, seed: 1, Data);
            TrainedMethod.Train(Path, Data, SmallSpotter.Scale, Row, folder["runs"]);
        }

        public SpottingDataSet Data { get; }

        public IReadOnlyList<SyntheticVideo> Videos => SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos;

        public SpottingExperiment Row { get; }

        public string Path => folder["lssnet.safetensors"];

        public void Dispose() => folder.Dispose();
    }
}
