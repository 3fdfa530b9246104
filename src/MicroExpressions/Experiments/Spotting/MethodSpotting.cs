using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// What any of the published methods finds in one video: of a method that learns, with weights that were trained here; of one that learns
/// nothing, as it is. PWES and Zhao's method have more to show: <see cref="VideoSpotting"/>, <see cref="RegionSpotting"/>. For a figure, a table
/// and a page see <c>Reporting.MethodSpottingReport</c>.
/// </summary>
public sealed record MethodSpotting
{
    /// <summary>The video's file or folder name.</summary>
    public required string Name { get; init; }

    /// <summary>The video's file; null for a folder of pictures and for a video that is not on the disk.</summary>
    public required string? File { get; init; }

    /// <summary>When the video's frames come.</summary>
    public required FrameTimes Times { get; init; }

    /// <summary>Which method.</summary>
    public required PublishedMethod Method { get; init; }

    /// <summary>Everything proposed, best first, in frames of the video.</summary>
    public required IReadOnlyList<SpottedInterval> Candidates { get; init; }

    /// <summary>What counts as found scores more; null: everything.</summary>
    public required double? Threshold { get; init; }

    /// <summary>How the weights were made; null for a method that learns nothing.</summary>
    public MethodRecipe? Recipe { get; init; }

    /// <summary>How the features were made; null for a method that learns nothing.</summary>
    public FeatureHeader? Features { get; init; }

    /// <summary>How frames became snippets; null where there are none.</summary>
    public SnippetTiming? Timing { get; init; }

    /// <summary>How much each snippet looks like part of an expression <c>[T]</c>; empty for a method that learns nothing.</summary>
    public IReadOnlyList<float> Curve { get; init; } = [];

    /// <summary>Stretches in which the person is not to be seen, in frames of the video; nothing is proposed there.</summary>
    public IReadOnlyList<FrameStretch> WithoutFace { get; init; } = [];

    /// <summary>What was found, in the order of time.</summary>
    public IReadOnlyList<SpottedInterval> Intervals => [.. Candidates.Where(c => Threshold is not double limit || c.Score > limit).OrderBy(c => c.Onset)];

    /// <summary>When a frame begins, seconds; frames count from 1, and the one after the last begins where the video ends.</summary>
    public double Seconds(int frame) => Times.Seconds(frame - 1);

    /// <summary>Searches a video with a method that learns nothing. It follows the largest face.</summary>
    /// <param name="path">the file or folder</param>
    /// <param name="method">which</param>
    /// <param name="source">rate and policies for opening it</param>
    /// <param name="threshold">what counts as found; null: all that the method's own rules find</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">no video there, one that cannot be read, no face in it, a rate that the method is not for</exception>
    public static MethodSpotting Run(string path, ITrainingFreeMethod method, FrameSourceOptions? source = null, double? threshold = null, CancellationToken cancellation = default)
    {
        using IFrameSource video = FrameSource.Open(path, source ?? new());
        return new()
        {
            Name = NameOf(path, video),
            File = video is FrameFolder ? null : path,
            Times = video.Times,
            Method = method.Published,
            Candidates = method.Find(video, cancellation),
            Threshold = threshold,
        };
    }

    /// <summary>Searches a video with a method and its weights.</summary>
    /// <param name="path">the file or folder</param>
    /// <param name="spotter">method, weights and recipe</param>
    /// <param name="features">folder where features are kept, so that a second look at the video is quick</param>
    /// <param name="options">rate, crop, threshold</param>
    /// <param name="progress">told after each snippet whose features are computed</param>
    /// <param name="cancellation">stops between two frames; the same call goes on from there</param>
    /// <exception cref="InputException">no video there, one that cannot be read, no face in it, shorter than a snippet, of too low a rate; weights of another kind of features</exception>
    public static MethodSpotting Run(
        string path, TrainedMethod spotter, string features, VideoSpottingOptions? options = null, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        using IFrameSource video = FrameSource.Open(path, options?.Source ?? new());
        return Run(video, NameOf(path, video), SourceFingerprint.Of(path, cancellation), spotter, features, options, progress, cancellation) with { File = video is FrameFolder ? null : path };
    }

    /// <summary>Searches any video, for instance a synthetic one.</summary>
    /// <param name="video">the frames</param>
    /// <param name="name">what it is called</param>
    /// <param name="fingerprint">what changes whenever the frames do; at least eight characters</param>
    /// <param name="spotter">method, weights and recipe</param>
    /// <param name="features">folder where features are kept</param>
    /// <param name="options">crop, threshold</param>
    /// <param name="progress">told after each snippet whose features are computed</param>
    /// <param name="cancellation">stops between two frames; the same call goes on from there</param>
    /// <exception cref="InputException">no face in it, shorter than a snippet, of too low a rate; weights of another kind of features</exception>
    public static MethodSpotting Run(
        IFrameSource video, string name, string fingerprint, TrainedMethod spotter, string features, VideoSpottingOptions? options = null,
        IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        MethodRecipe recipe = spotter.Recipe;
        int length = recipe.Extractor.SnippetLength;
        var timing = SnippetTiming.Of(video.Name, video.FramesPerSecond, recipe.FramesPerSecond, length);
        IFeatureExtractor extractor = ExtractorOf(spotter, timing, video.FramesPerSecond / timing.Step, options);
        using var frees = extractor as IDisposable;
        FeatureFile file = new FeatureExtraction(extractor, options.Cropped ? null : VideoSpotting.Followed(recipe.Crop, options), new FeatureCache(features))
            .Run(new EveryNthFrame(video, timing.Step), $"{name}-{fingerprint[..8]}", fingerprint, progress, cancellation);
        SpottingVideo looked = SpottingVideo.Of(file, name, name, []);
        // on the training's clock: a snippet lasts exactly as long as the method learnt
        SpottingVideo learnt = looked with { Frames = looked.Features.Snippets * length, FramesPerSecond = recipe.FramesPerSecond, SnippetLength = length };
        FrameStretch[] without = [.. (file.Header.Faces?.Without ?? []).Select(w => new FrameStretch((w.From - 1) * timing.Step + 1, Math.Min(w.To * timing.Step, video.Count)))];
        return new()
        {
            Name = name,
            File = null,
            Times = video.Times,
            Method = spotter.Method.Published,
            Recipe = recipe,
            Features = file.Header,
            Timing = timing,
            Curve = spotter.Curve(learnt),
            WithoutFace = without,
            Candidates =
            [
                .. spotter.Find(learnt).Select(InFramesOfTheVideo)
                    .Where(c => !without.Any(w => c.Onset <= w.To + timing.Step && c.Offset >= w.From - timing.Step)),
            ],
            Threshold = options.Threshold ?? recipe.Threshold.Value,
        };

        SpottedInterval InFramesOfTheVideo(SpottedInterval found) => found with
        {
            Onset = (int)((long)(found.Onset - 1) * timing.Frames / length) + 1,
            Offset = Math.Min((int)Math.Ceiling(found.Offset * (double)timing.Frames / length), video.Count),
        };
    }

    private static string NameOf(string path, IFrameSource video) =>
        video is FrameFolder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path);

    /// <summary>The method's own, or the recipe's. Of a method's own only name and size are compared: what is so many seconds long is another number of frames at another rate.</summary>
    private static IFeatureExtractor ExtractorOf(TrainedMethod spotter, SnippetTiming timing, double rate, VideoSpottingOptions options)
    {
        ExtractorDescription taught = spotter.Recipe.Extractor;
        if (spotter.Method.OwnFeatures(rate) is IFeatureExtractor own)
            return own.Description.Name == taught.Name ? own : throw new InputException(
                spotter.Place, $"weights for features by {taught.Name}", own.Description.Name, $"Train again: mex train spotter --method {spotter.Recipe.Method}.");
        IFeatureExtractor extractor = VideoSpotting.Extractor(taught, timing, options, spotter.Place);
        SpotterRecipe.CheckAlike(extractor.Description, taught, spotter.Place);
        return extractor;
    }
}
