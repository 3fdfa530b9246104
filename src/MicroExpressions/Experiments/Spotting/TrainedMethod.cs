using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// Any of the learning methods with its weights, for videos that nobody labelled; PWES, which has more to show, is
/// <see cref="TrainedSpotter"/>. In a file it is <c>safetensors</c>, the recipe beside the tensors.
/// </summary>
/// <example><code>
/// SpottingExperiment row = TrainedMethod.ExperimentOf("lgsnet", SpottingScale.Demo, seed: 1);
/// TrainedMethod.Train("lgsnet.safetensors", data, SpottingScale.Demo, row, "../artifacts/spotting");
/// using TrainedMethod lgsnet = TrainedMethod.Load("lgsnet.safetensors");
/// </code></example>
public sealed class TrainedMethod : IDisposable
{
    private const string RecipeName = "mex.method";

    private readonly LearntSpotter learnt;

    private TrainedMethod(string place, MethodRecipe recipe, ILearningMethod method, LearntSpotter learnt) => (Place, Recipe, Method, this.learnt) = (place, recipe, method, learnt);

    /// <summary>The file.</summary>
    public string Place { get; }

    /// <summary>How it was made.</summary>
    public MethodRecipe Recipe { get; }

    /// <summary>The method with the settings that it was trained with.</summary>
    public ILearningMethod Method { get; }

    /// <summary>A method's row of Tables IX to XI.</summary>
    /// <param name="method">its id</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="seed">of the training</param>
    /// <param name="data">the set that is to teach; null: the synthetic corpus</param>
    /// <exception cref="InputException">no such method, or one that learns nothing</exception>
    public static SpottingExperiment ExperimentOf(string method, SpottingScale scale, int seed, SpottingDataSet? data = null)
    {
        ISpottingMethod named = SpottingMethods.Named(method);
        if (named is not ILearningMethod)
            throw new InputException($"method {method}", "a method that learns nothing", "one that does", $"It needs no weights: mex spot VIDEO --method {method}.");
        return SpottingRivals.All[0].Rows(data is null ? scale.Base : scale.MethodFor(data)).Single(r => r.Name == named.Published.Name).WithSeed(seed);
    }

    /// <summary>
    /// Trains on all labelled videos of a set and writes the weights. First the set is run leave-one-subject-out, which gives the threshold and
    /// what to expect of it, as <see cref="TrainedSpotter.Train"/> does; folds that a table's run left in the folder are used.
    /// </summary>
    /// <param name="path">the file to write</param>
    /// <param name="data">the set</param>
    /// <param name="scale">how much is spent</param>
    /// <param name="experiment"><see cref="ExperimentOf"/></param>
    /// <param name="folder">where runs are kept and resumed</param>
    /// <param name="device">where to train</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">features that do not say how they were made, data that cannot teach, a damaged file in the folder, or one that cannot be written</exception>
    public static void Train(
        string path, SpottingDataSet data, SpottingScale scale, SpottingExperiment experiment, string folder, Device? device = null,
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var method = (ILearningMethod)experiment.Method;
        FeatureHeader made = TrainedSpotter.OneKind(data);
        SpottingResult unseen = new SpottingRun(data, folder, device).Run(experiment, progress, cancellation);
        SpottingVideo[] taught = [.. data.Videos.Where(v => v.Intervals.Count > 0).Select(v => experiment.VideosOnOwnScale ? v.OnOwnScale() : v)];
        string checkpoint = path + ".checkpoint";
        using OneThread? small = method.Width < SpottingRun.WidthWorthTwoThreads ? new OneThread() : null;
        using MethodTraining training = method.Begin([.. taught.Select(v => TaughtVideo.Of(v, method.Supervision, method.Points))], device);
        training.Run(checkpoint, progress is null ? null : new AllVideos(progress), cancellation);
        var recipe = new MethodRecipe
        {
            Method = method.Published.Id,
            Settings = method.Describe(),
            Scale = scale.Name,
            Share = SpottingRivals.ShareOf(scale.Base),
            Training = method.Training,
            Data = data.Title,
            Fingerprint = data.Fingerprint,
            Videos = taught.Length,
            People = taught.Select(v => v.Subject).Distinct().Count(),
            FramesPerSecond = taught[0].FramesPerSecond,
            Extractor = made.Extractor,
            Crop = (made.CropSettings ?? TrainedSpotter.CropForSynthetic) with { Person = 1, Box = null },
            VideosOnOwnScale = experiment.VideosOnOwnScale,
            Threshold = SpotterThreshold.Of(data.Truth, [.. unseen.Folds.SelectMany(f => f.Detections)], data.Scoring(ScoringProtocol.Lab)),
        };
        SafeTensors.Write(path, training.Learnt.Weights.state_dict(), new Dictionary<string, string> { [RecipeName] = recipe.ToJson() });
        File.Delete(checkpoint);
    }

    /// <summary>Reads weights that <see cref="Train"/> wrote.</summary>
    /// <param name="path">the file</param>
    /// <param name="method">the id of the method whose weights are expected; null: whichever it is</param>
    /// <param name="device">where to run</param>
    /// <exception cref="InputException">no file, a damaged one, weights of another method or of other settings</exception>
    public static TrainedMethod Load(string path, string? method = null, Device? device = null)
    {
        using StateDict weights = StateDict.Read(path);
        if (!weights.Metadata.TryGetValue(RecipeName, out string? json))
            throw new InputException(path, "weights without a method's recipe", $"a file that mex train spotter --method {method ?? "NAME"} wrote", "PWES's are for --method pwes; others have to be trained here.");
        MethodRecipe recipe = MethodRecipe.Parse(json, path);
        if (method is not null && recipe.Method != method)
            throw new InputException(path, $"weights of {recipe.Method}", $"weights of {method}", $"Say --method {recipe.Method}, or give the weights of {method}.");
        // a network's first layers have a number for each of a snippet's, and the file must hold them all
        if (recipe.Extractor.Dimensions.Values.Sum(d => (long)d) > new FileInfo(path).Length / sizeof(float))
            throw new InputException(path, $"a network for {string.Join(" and ", recipe.Extractor.Dimensions.Values)} numbers a snippet", "one whose weights are in the file", $"Train again: mex train spotter --method {recipe.Method}.");
        ILearningMethod settings = Restored(recipe, path);
        LearntSpotter learnt = settings.Untrained(recipe.Extractor.Dimensions.GetValueOrDefault(FeatureFile.Rgb), recipe.Extractor.Dimensions.GetValueOrDefault(FeatureFile.Flow), device);
        try
        {
            new WeightMapping($"the network of {settings.Published.Name} that its recipe describes", [], "mex train spotter").Load(weights, learnt.Weights);
        }
        catch
        {
            learnt.Weights.Dispose();
            throw;
        }
        return new(path, recipe, settings, learnt);
    }

    /// <summary>What is found in a video, best first.</summary>
    /// <param name="video">its features, at the training's rate</param>
    /// <exception cref="InputException">features of another dimension</exception>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video) => OnOneThread(video, learnt.Spotter.Find);

    /// <summary>How much each snippet looks like part of an expression, <c>[T]</c>.</summary>
    /// <param name="video">its features, at the training's rate</param>
    /// <exception cref="InputException">features of another dimension</exception>
    public IReadOnlyList<float> Curve(SpottingVideo video) => OnOneThread(video, learnt.Spotter.Curve);

    /// <summary>Frees the network.</summary>
    public void Dispose() => learnt.Weights.Dispose();

    private T OnOneThread<T>(SpottingVideo video, Func<SpottingVideo, T> work)
    {
        (int Rgb, int Flow) found = (video.Features.Rgb.Dimension, video.Features.Flow.Dimension),
            expected = (Recipe.Extractor.Dimensions.GetValueOrDefault(FeatureFile.Rgb), Recipe.Extractor.Dimensions.GetValueOrDefault(FeatureFile.Flow));
        if (found != expected)
            throw new InputException(
                $"features of {video.Name}", $"{found.Rgb} and {found.Flow} numbers a snippet", $"{expected.Rgb} and {expected.Flow}, as {Place} was taught with", "Extract them as the recipe says.");
        using OneThread? small = Method.Width < SpottingRun.WidthWorthTwoThreads ? new OneThread() : null;
        return work(Recipe.VideosOnOwnScale ? video.OnOwnScale() : video);
    }

    /// <summary>The method with the recipe's settings, if what the recipe does not hold is still as it was.</summary>
    private static ILearningMethod Restored(MethodRecipe recipe, string path)
    {
        if (SpottingMethods.Named(recipe.Method) is not ILearningMethod published)
            throw new InputException(path, $"weights of {recipe.Method}, which learns nothing", "a method that learns", "The file was not written by this kit.");
        ILearningMethod method = published.Narrowed(recipe.Share).With(recipe.Training);
        if (method.Describe() == recipe.Settings)
            return method;
        string[] now = method.Describe().Split('\n'), then = recipe.Settings.Split('\n');
        int at = now.Zip(then).TakeWhile(line => line.First == line.Second).Count();
        throw new InputException(
            path, $"weights of {recipe.Method} with other settings: {then.ElementAtOrDefault(at)?.Trim() ?? "fewer of them"}", now.ElementAtOrDefault(at)?.Trim() ?? "no more of them",
            $"Train again: mex train spotter --method {recipe.Method}.");
    }

    private sealed class AllVideos(IProgress<SpottingProgress> to) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to.Report(new("all videos", 1, 1, value));
    }
}
