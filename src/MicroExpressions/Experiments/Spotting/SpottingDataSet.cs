using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>The long videos of a set with features and labels.</summary>
/// <param name="Id">as the data set's manifest names it; <c>synthetic</c></param>
/// <param name="Title">for people</param>
/// <param name="Videos">the videos, by subject</param>
/// <param name="Fingerprint">changes whenever features or labels do</param>
public sealed record SpottingDataSet(string Id, string Title, IReadOnlyList<SpottingVideo> Videos, string Fingerprint)
{
    /// <summary>The synthetic corpus's id.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>What a reader of a result must know of the set: repairs, what is left out, where labels come from.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Whether the features are others than the paper's, I3D's, which go in as they are: others are brought to one scale.</summary>
    public bool NeedsScaling { get; init; }

    /// <summary>What the synthetic corpus's features are called; empty for a real set.</summary>
    public string Features { get; init; } = "";

    /// <summary>How each video's features were made, where every file tells; else empty.</summary>
    public IReadOnlyList<FeatureHeader> Headers { get; init; } = [];

    /// <summary>All labelled expressions.</summary>
    public IReadOnlyList<ExpressionInterval> Truth => [.. Videos.SelectMany(v => v.Intervals)];

    /// <summary>How detections in these videos are scored: those in videos without labels count too.</summary>
    /// <param name="protocol">when an interval counts as found</param>
    public ScoringOptions Scoring(ScoringProtocol protocol) => new()
    {
        Protocol = protocol,
        UnlabelledVideos = [.. Videos.Where(v => v.Intervals.Count == 0).Select(v => new VideoName(v.Subject, v.Name))],
    };

    /// <summary>What is found without learning: chance, thresholded flow magnitude where every video's features tell it, the truth.</summary>
    /// <param name="others">the same videos with other features, whose flow is thresholded, too</param>
    public IReadOnlyList<DifficultyRow> MeasureControls(params IReadOnlyList<SpottingDataSet> others) => new SpottingControls { SnippetFrames = Videos[0].SnippetLength }.Measure(
        [.. Videos.Select(v => new LabelledVideo(v.Subject, v.Name, v.Frames, v.FramesPerSecond, v.Intervals))],
        [
            .. others.Prepend(this).Where(set => set.KnowsMotion).DistinctBy(set => string.Join(' ', set.Videos.SelectMany(v => v.Motion!)))     // one flow for two networks
                .Select(set => ("thresholded flow magnitude" + (others.Count > 0 ? $", {set.Features}" : ""), (IReadOnlyList<float[]>)[.. set.Videos.Select(PerFrame)])),
        ]);

    /// <summary>Whether all videos' features tell how much moves.</summary>
    public bool KnowsMotion => Videos.All(v => v.Motion is not null);

    /// <summary>From features and labels that are there, in the order given.</summary>
    /// <param name="id">the set</param>
    /// <param name="title">for people</param>
    /// <param name="videos">the videos</param>
    /// <param name="keys">what the features were made from, video by video (<see cref="FeatureHeader.Key"/>)</param>
    public static SpottingDataSet Of(string id, string title, IReadOnlyList<SpottingVideo> videos, IReadOnlyList<string> keys)
    {
        string all = string.Join("\n", videos.Zip(keys, (v, key) => $"{v.Subject} {v.Name} {key} {string.Join(";", v.Intervals)}"));
        return new(id, title, videos, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)))[..16]);
    }

    /// <summary>The synthetic corpus with <see cref="HoofExtractor"/>'s features, extracted where the cache does not have them.</summary>
    /// <param name="settings">the corpus</param>
    /// <param name="cache">where features are kept</param>
    /// <param name="progress">told after each snippet</param>
    /// <param name="cancellation">stops between two frames; the same call goes on from there</param>
    public static SpottingDataSet OfSynthetic(
        SyntheticSettings settings, FeatureCache cache, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default) =>
        OfSynthetic(settings, CorpusFeatures.Hoof, cache, progress, cancellation);

    /// <summary>The synthetic corpus with any features, extracted where the cache does not have them.</summary>
    /// <param name="settings">the corpus</param>
    /// <param name="features">which</param>
    /// <param name="cache">where features are kept</param>
    /// <param name="progress">told after each snippet</param>
    /// <param name="cancellation">stops between two frames; the same call goes on from there</param>
    /// <exception cref="InputException">what the features need is not there: ImageNet's weights, the face models</exception>
    public static SpottingDataSet OfSynthetic(
        SyntheticSettings settings, CorpusFeatures features, FeatureCache cache, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default) =>
        OfSynthetic(settings, features, cache, (extraction, video, fingerprint) => extraction.Run(video, video.Name, fingerprint, progress, cancellation))!;

    /// <summary>The synthetic corpus with features that were extracted before; nothing is computed.</summary>
    /// <param name="settings">the corpus</param>
    /// <param name="features">which</param>
    /// <param name="cache">where features are kept</param>
    /// <returns>the set; null where the cache lacks a video's features</returns>
    /// <exception cref="InputException">what the features need is not there: ImageNet's weights, the face models</exception>
    public static SpottingDataSet? OfKeptSynthetic(SyntheticSettings settings, CorpusFeatures features, FeatureCache cache) =>
        OfSynthetic(settings, features, cache, (extraction, video, fingerprint) => extraction.Kept(video, video.Name, fingerprint));

    private static SpottingDataSet? OfSynthetic(
        SyntheticSettings settings, CorpusFeatures features, FeatureCache cache, Func<FeatureExtraction, SyntheticVideo, string, FeatureFile?> look)
    {
        SyntheticCorpus corpus = SyntheticCorpus.Load(settings);
        IFeatureExtractor extractor = features.Extractor(settings);
        using var disposed = extractor as IDisposable;
        string recipe = settings.ToJson();
        var (videos, keys, headers) = (new List<SpottingVideo>(), new List<string>(), new List<FeatureHeader>());
        foreach (SyntheticVideo video in corpus.Videos)
        {
            string fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe + video.Name)));
            if (look(new FeatureExtraction(extractor, crop: null, cache), video, fingerprint) is not FeatureFile file)
                return null;
            videos.Add(SpottingVideo.Of(file, video.Subject.Name, video.Name, video.Intervals) with { Source = () => video });
            keys.Add(file.Header.Key());
            headers.Add(file.Header);
        }
        return Of(Synthetic, "synthetic corpus", videos, keys) with { NeedsScaling = true, Features = features.Name, Headers = headers };
    }

    /// <summary>How the synthetic corpus's HOOF features are made: frames as they are, L = 8 at 30 fps, 32 at 200 fps [paper].</summary>
    /// <param name="settings">the corpus</param>
    public static HoofSettings FeaturesOf(SyntheticSettings settings) =>
        new() { FrameSize = settings.Size, SnippetLength = SnippetLengths.At(settings.FramesPerSecond) };

    /// <summary><c>[n]</c>: each frame has its snippet's motion.</summary>
    private static float[] PerFrame(SpottingVideo video) =>
        [.. Enumerable.Range(0, video.Frames).Select(i => (float)video.Motion![Math.Min(video.Motion.Count - 1, i / video.SnippetLength)])];
}
