using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Metrics;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Synthesis;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// A spotter for videos that nobody labelled: the network with its weights and the recipe they were made by. In a file it is
/// <c>safetensors</c>, the recipe beside the tensors, so that any tool reads it.
/// </summary>
/// <example><code>
/// using var spotter = TrainedSpotter.OfSynthetic("artifacts/spotting");          // trains on first use
/// VideoSpotting found = VideoSpotting.Run("video.mp4", spotter, "artifacts/features");
/// </code></example>
public sealed class TrainedSpotter : IDisposable
{
    private const string RecipeName = "mex.spotter";

    private TrainedSpotter(string place, SpotterRecipe recipe, ExpressionSpotter network, Device device) =>
        (Place, Recipe, Network, Device) = (place, recipe, network, device);

    /// <summary>The file.</summary>
    public string Place { get; }

    /// <summary>How it was made.</summary>
    public SpotterRecipe Recipe { get; }

    /// <summary>The network, evaluating.</summary>
    public ExpressionSpotter Network { get; }

    /// <summary>Where the network is.</summary>
    public Device Device { get; }

    /// <summary>The spotter that the synthetic corpus teaches: the kit's own at demo scale, else read where it is there, else made.</summary>
    /// <param name="folder">where features, folds and weights are kept; the tables' runs there are used</param>
    /// <param name="scale">how much to spend; null: <see cref="SpottingScale.Demo"/></param>
    /// <param name="seed">of the training</param>
    /// <param name="device">where to train and to run</param>
    /// <param name="extraction">told after each snippet of the corpus</param>
    /// <param name="training">told after each training step</param>
    /// <param name="cancellation">stops; the same call goes on from there</param>
    /// <exception cref="InputException">a damaged file in the folder, or one that cannot be written</exception>
    public static TrainedSpotter OfSynthetic(
        string folder, SpottingScale? scale = null, int seed = 1, Device? device = null,
        IProgress<ExtractionProgress>? extraction = null, IProgress<SpottingProgress>? training = null, CancellationToken cancellation = default)
    {
        scale ??= SpottingScale.Demo;
        SpottingExperiment experiment = ExperimentOf(scale, seed);
        string path = Shipped(scale, experiment) ?? FileOf(folder, scale, experiment, device);
        if (!File.Exists(path))
            TrainOnSynthetic(path, folder, scale, experiment, device, extraction, training, cancellation);
        return Load(path, device);
    }

    /// <summary>A row of Table I on the synthetic corpus.</summary>
    /// <param name="scale">how much to spend</param>
    /// <param name="seed">of the training</param>
    /// <param name="row">its name; null: <see cref="SpottingScale.WeightsRow"/></param>
    public static SpottingExperiment ExperimentOf(SpottingScale scale, int seed, string? row = null) =>
        SpottingStudy.Table1.Rows(scale.Base).Single(r => r.Name == (row ?? scale.WeightsRow)).WithSeed(seed);

    /// <summary>Where <see cref="OfSynthetic"/> keeps the weights: another method, corpus, feature recipe, torch or device has another name.</summary>
    /// <param name="folder">where features, folds and weights are kept</param>
    /// <param name="scale">how much was spent</param>
    /// <param name="experiment">the method with its seed</param>
    /// <param name="device">where they were trained; null: on the CPU</param>
    public static string FileOf(string folder, SpottingScale scale, SpottingExperiment experiment, Device? device = null) =>
        Path.Combine(folder, FileName(scale, experiment, $"{NumericBasis.Of(device)}"));

    /// <summary>
    /// The weights that lie beside the library, made by the row, scale and seed of <see cref="OfSynthetic"/>'s defaults; null for any other
    /// method, corpus or feature recipe, and after any of these was changed.
    /// </summary>
    /// <param name="scale">how much was spent</param>
    /// <param name="experiment">the method with its seed</param>
    public static string? Shipped(SpottingScale scale, SpottingExperiment experiment) =>
        Path.Combine(Path.GetDirectoryName(typeof(TrainedSpotter).Assembly.Location)!, "weights", ShippedName(scale, experiment)) is string path && File.Exists(path) ? path : null;

    /// <summary>What such a file is called.</summary>
    internal static string ShippedName(SpottingScale scale, SpottingExperiment experiment) => FileName(scale, experiment, "shipped");

    private static string FileName(SpottingScale scale, SpottingExperiment experiment, string basis)
    {
        string all = $"{experiment.Method.Describe()}\n{basis}\n{scale.Corpus.ToJson()}\n{SpottingDataSet.FeaturesOf(scale.Corpus)}\n{CropForSynthetic}";
        return $"spotter-{scale.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..12]}.safetensors";
    }

    /// <summary>Trains on all videos of the synthetic corpus and writes the weights.</summary>
    /// <param name="path">the file to write</param>
    /// <param name="folder">where features and folds are kept</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="experiment">the method with its seed, <see cref="ExperimentOf(SpottingScale, int, string?)"/></param>
    /// <param name="device">where to train</param>
    /// <param name="extraction">told after each snippet of the corpus</param>
    /// <param name="training">told after each training step</param>
    /// <param name="cancellation">stops; the same call goes on from there</param>
    /// <exception cref="InputException">a damaged file in the folder, or one that cannot be written</exception>
    public static void TrainOnSynthetic(
        string path, string folder, SpottingScale scale, SpottingExperiment experiment, Device? device = null,
        IProgress<ExtractionProgress>? extraction = null, IProgress<SpottingProgress>? training = null, CancellationToken cancellation = default)
    {
        SpottingDataSet data = SpottingDataSet.OfSynthetic(scale.Corpus, new FeatureCache(Path.Combine(folder, $"features-{scale.Name}")), extraction, cancellation);
        ExtractorDescription extractor = new HoofExtractor(SpottingDataSet.FeaturesOf(scale.Corpus)).Description;
        Train(path, data, scale.Name, experiment, extractor, CropForSynthetic, JsonNode.Parse(scale.Corpus.ToJson()), folder, device, training, cancellation);
    }

    /// <summary>A row of Table I on a set with features of its own.</summary>
    /// <param name="data">the set</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="seed">of the training</param>
    /// <param name="row">its name; null: <see cref="SpottingScale.WeightsRow"/></param>
    public static SpottingExperiment ExperimentOf(SpottingDataSet data, SpottingScale scale, int seed, string? row = null) =>
        ExperimentOf(scale with { Base = scale.MethodFor(data) }, seed, row);

    /// <summary>Where such weights are kept.</summary>
    /// <param name="folder">where folds and weights are kept</param>
    /// <param name="data">the set</param>
    /// <param name="scale">how much was spent</param>
    /// <param name="experiment">the method with its seed</param>
    /// <param name="device">where they were trained; null: on the CPU</param>
    public static string FileOf(string folder, SpottingDataSet data, SpottingScale scale, SpottingExperiment experiment, Device? device = null) =>
        Path.Combine(folder, $"spotter-{data.Id}-{scale.Name}-{experiment.On(device).Hash(data.Fingerprint)[..12]}.safetensors");

    /// <summary>
    /// Trains on all labelled videos of a set whose features this kit extracted, and writes the weights: the features of other videos can be
    /// made as these were. Where they were made of whole frames, other videos' faces are cut out as for the synthetic corpus [chosen].
    /// </summary>
    /// <param name="path">the file to write</param>
    /// <param name="data">the set, <see cref="RealSpottingSet.Load"/></param>
    /// <param name="scale">how much to spend</param>
    /// <param name="experiment">the method with its seed</param>
    /// <param name="folder">where runs are kept and resumed</param>
    /// <param name="device">where to train</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">features that do not say how they were made, or of several kinds; data that cannot teach; a file that is damaged or cannot be written</exception>
    public static void TrainOnSet(
        string path, SpottingDataSet data, SpottingScale scale, SpottingExperiment experiment, string folder, Device? device = null,
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        FeatureHeader made = OneKind(data);
        Train(path, data, scale.Name, experiment, made.Extractor, (made.CropSettings ?? CropForSynthetic) with { Person = 1, Box = null }, corpus: null, folder, device, progress, cancellation);
    }

    /// <summary>How all features of a set were made: what other videos' features must be made like.</summary>
    /// <param name="data">the set</param>
    /// <exception cref="InputException">files that do not say it, or say different things</exception>
    public static FeatureHeader OneKind(SpottingDataSet data)
    {
        string remedy = $"Extract all of them alike: mex features extract {data.Id} (with --extractor i3d for the papers' features).";
        if (data.Headers.Count == 0)
            throw new InputException(
                $"features of {data.Title}", "files that do not say how they were made, as LGSNet's pairs", "files of mex features extract: a new video's features are made the same way", remedy);
        FeatureHeader first = data.Headers[0];
        return data.Headers.FirstOrDefault(h => Kind(h) != Kind(first)) is FeatureHeader other
            ? throw new InputException($"features of {other.Source}", Kind(other), $"{Kind(first)}, as those of {first.Source}", remedy) : first;

        static string Kind(FeatureHeader header) => $"{SpotterRecipe.Made(header.Extractor)}, {(header.CropSettings is null ? "whole frames" : (header.CropSettings with { Person = 1, Box = null }).ToString())}";
    }

    /// <summary>
    /// Trains on all labelled videos of a set and writes the weights. First the set is run leave-one-subject-out, which gives the threshold
    /// (<see cref="SpotterThreshold"/>, on people that the spotter had not seen) and what to expect of it; folds that a table's run left in
    /// the folder are used.
    /// </summary>
    /// <param name="path">the file to write</param>
    /// <param name="data">the set</param>
    /// <param name="scale">how much is spent, as the recipe will say</param>
    /// <param name="experiment">the method with its seed</param>
    /// <param name="extractor">what made the set's features</param>
    /// <param name="crop">how the face is to be cut out of other videos</param>
    /// <param name="corpus">the synthetic corpus's settings; null for another set</param>
    /// <param name="folder">where runs are kept and resumed</param>
    /// <param name="device">where to train</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">data that cannot teach, a damaged file in the folder, or one that cannot be written</exception>
    public static void Train(
        string path, SpottingDataSet data, string scale, SpottingExperiment experiment, ExtractorDescription extractor, FaceCropSettings crop, JsonNode? corpus,
        string folder, Device? device = null, IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        SpottingResult unseen = new SpottingRun(data, folder, device).Run(experiment, progress, cancellation);
        SpottingVideo[] taught = [.. data.Videos.Where(v => v.Intervals.Count > 0)];
        string checkpoint = path + ".checkpoint";
        using OneThread? small = experiment.Pwes.Model.Width < SpottingRun.WidthWorthTwoThreads ? new OneThread() : null;
        using var training = new PwesTraining(experiment.Pwes, taught, device);
        training.Run(checkpoint, progress is null ? null : new AllVideos(progress), cancellation);
        var recipe = new SpotterRecipe
        {
            Data = data.Title,
            Fingerprint = data.Fingerprint,
            Corpus = corpus,
            Scale = scale,
            Videos = taught.Length,
            People = taught.Select(v => v.Subject).Distinct().Count(),
            FramesPerSecond = taught[0].FramesPerSecond,
            Extractor = extractor,
            Crop = crop,
            Model = experiment.Pwes.Model,
            Scaling = experiment.Pwes.Scaling,
            Search = experiment.Pwes.Search,
            Row = experiment.Name,
            Method = experiment.Method.Describe(),
            Threshold = SpotterThreshold.Of(data.Truth, [.. unseen.Folds.SelectMany(f => f.Detections)], data.Scoring(ScoringProtocol.Lab)),
        };
        SafeTensors.Write(path, training.Spotter.state_dict(), new Dictionary<string, string> { [RecipeName] = recipe.ToJson() });
        File.Delete(checkpoint);
    }

    /// <summary>Reads weights that <see cref="Train"/> wrote.</summary>
    /// <param name="path">the file</param>
    /// <param name="device">where to run</param>
    /// <exception cref="InputException">no file, a damaged one, other weights, or tensors that do not fit the recipe</exception>
    public static TrainedSpotter Load(string path, Device? device = null)
    {
        using StateDict weights = StateDict.Read(path);
        if (!weights.Metadata.TryGetValue(RecipeName, out string? json))
            throw new InputException(path, "weights without a spotter's recipe", "a file that mex train spotter wrote", "Train one, or leave the weights out: they are made on first use.");
        SpotterRecipe recipe = SpotterRecipe.Parse(json, path);
        (long width, long rows) = (recipe.Model.Width, Math.Max(recipe.Model.RgbDimension, recipe.Model.FlowDimension));
        // each of its larger layers has as many numbers as that, and the file must hold them all: nothing is made for a recipe that lies
        if (width * Math.Max(width, rows) > new FileInfo(path).Length / sizeof(float))
            throw new InputException(path, $"a network of widths {rows} and {width}", "one whose weights are in the file", "Train again: mex train spotter.");
        ExpressionSpotter network;
        using (NewDisposeScope())
            network = new ExpressionSpotter(recipe.Model, Scale(recipe.Model.RgbDimension), Scale(recipe.Model.FlowDimension));
        try
        {
            new WeightMapping("the spotter that its recipe describes", [], "mex train spotter").Load(weights, network);
        }
        catch
        {
            network.Dispose();
            throw;
        }
        network.eval();
        return new(path, recipe, network.to(device ?? CPU), device ?? CPU);

        FeatureScaling? Scale(int dimension) => recipe.Scaling ? FeatureScaling.Of(zeros(1, dimension)) : null;
    }

    /// <summary>What the spotter says about a video.</summary>
    /// <param name="video">its features</param>
    /// <exception cref="InputException">features of another dimension</exception>
    public SnippetCurves Curves(SpottingVideo video)
    {
        using OneThread? small = Recipe.Model.Width < SpottingRun.WidthWorthTwoThreads ? new OneThread() : null;
        return SnippetCurves.Of(Network, [video], Device)[0];
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => Network.Dispose();

    /// <summary>
    /// How a real face is cut out so that it fills the picture as the synthetic faces do. Heads sway in the corpus and its frames are taken as
    /// they are, so other videos' frames are too.
    /// </summary>
    internal static FaceCropSettings CropForSynthetic { get; } = new() { Align = false };

    private sealed class AllVideos(IProgress<SpottingProgress> to) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to.Report(new("all videos", 1, 1, value));
    }
}
