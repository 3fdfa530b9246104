using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>How <see cref="VideoSpotting"/> reads a video and what it reports.</summary>
public sealed record VideoSpottingOptions
{
    /// <summary>Rate and policies for opening it; a folder of pictures needs the rate.</summary>
    public FrameSourceOptions Source { get; init; } = new();

    /// <summary>The frames show nothing but a face already: none is looked for.</summary>
    public bool Cropped { get; init; }

    /// <summary>Which of the people is followed, counted by the size of their faces; 1 is the largest.</summary>
    public int Person { get; init; } = 1;

    /// <summary>Where the person is to be found at first; null: as <see cref="Person"/> says.</summary>
    public PixelBox? Box { get; init; }

    /// <summary>Where the weights of I3D's two streams are, for a spotter that was trained on I3D's features; they must be those that made them.</summary>
    public (string? Rgb, string? Flow) I3dWeights { get; init; }

    /// <summary>Intervals that score more are reported; null: the threshold that came with the weights.</summary>
    public double? Threshold { get; init; }

    /// <summary>Expressions known to be in the video, for the figure; they change nothing that is found.</summary>
    public IReadOnlyList<ExpressionInterval> Labels { get; init; } = [];

    /// <summary>Of proposals that do not count so many of the best are pictured all the same [chosen].</summary>
    public int OthersPictured { get; init; } = 6;

    /// <summary>Side of the pictures of each interval, pixels [chosen].</summary>
    public int PictureSize { get; init; } = 128;
}

/// <summary>A found interval as the face shows it.</summary>
/// <param name="Onset">the face in the first frame</param>
/// <param name="Middle">in the frame half-way</param>
/// <param name="Offset">in the last frame</param>
public sealed record IntervalPictures(Frame Onset, Frame Middle, Frame Offset);

/// <summary>
/// What a trained spotter finds in one video that nobody labelled: face → features → attention and activation map → proposals →
/// intervals. For a figure, a table and a page of it see <c>Reporting.VideoSpottingReport</c>.
/// </summary>
/// <example><code>
/// using var spotter = TrainedSpotter.OfSynthetic("../artifacts/spotting");
/// VideoSpotting found = VideoSpotting.Run("../media/face.mp4", spotter, "../artifacts/features");
/// found.Figure()                                                              // with using MicroExpressions.Reporting
/// </code></example>
public sealed record VideoSpotting
{
    /// <summary>The video's file or folder name.</summary>
    public required string Name { get; init; }

    /// <summary>The video's file, for what is opened beside it; null for a folder of pictures, another source of frames, or features.</summary>
    public string? File { get; init; }

    /// <summary>n: frames in the video.</summary>
    public int Frames => Times.Count;

    /// <summary>The video's rate; where it varies, the mean.</summary>
    public double FramesPerSecond => Times.FramesPerSecond;

    /// <summary>When the video's frames come.</summary>
    public required FrameTimes Times { get; init; }

    /// <summary>How its frames became snippets.</summary>
    public required SnippetTiming Timing { get; init; }

    /// <summary>How the features were made: crop, extractor, settings.</summary>
    public required FeatureHeader Features { get; init; }

    /// <summary>How the weights were made.</summary>
    public required SpotterRecipe Recipe { get; init; }

    /// <summary>Attention and activation map, snippet by snippet.</summary>
    public required SnippetCurves Curves { get; init; }

    /// <summary>Stretches in which the person is not to be seen, in frames of the video; nothing is proposed there, nor where the face comes back.</summary>
    public required IReadOnlyList<FrameStretch> WithoutFace { get; init; }

    /// <summary>Everything proposed that no better proposal overlaps, best first, in frames of the video.</summary>
    public required IReadOnlyList<SpottedInterval> Candidates { get; init; }

    /// <summary>What counts as found scores more; null: everything.</summary>
    public required double? Threshold { get; init; }

    /// <summary>What was found, in the order of time.</summary>
    public required IReadOnlyList<SpottedInterval> Intervals { get; init; }

    /// <summary>What was proposed and scored too low, best first.</summary>
    public IEnumerable<SpottedInterval> Others => Candidates.Except(Intervals);

    /// <summary>The face in each of <see cref="Intervals"/> and in the best of the <see cref="Others"/>; empty where no frame was seen.</summary>
    public required IReadOnlyDictionary<SpottedInterval, IntervalPictures> Pictures { get; init; }

    /// <summary>The time of a frame's beginning, seconds; frames count from 1, and the one after the last begins where the video ends.</summary>
    public double Seconds(int frame) => Times.Seconds(frame - 1);

    /// <summary>Searches a video file or a folder of pictures.</summary>
    /// <param name="path">the file or folder</param>
    /// <param name="spotter">network and recipe</param>
    /// <param name="features">folder where features are kept, so that a second look at the video is quick</param>
    /// <param name="options">rate, crop, threshold</param>
    /// <param name="progress">told after each snippet whose features are computed</param>
    /// <param name="cancellation">stops between two frames; the same call goes on from there</param>
    /// <exception cref="InputException">
    /// no video there, one that cannot be read, no face in it, shorter than a snippet, of too low a rate; weights of another kind of features
    /// </exception>
    public static VideoSpotting Run(
        string path, TrainedSpotter spotter, string features, VideoSpottingOptions? options = null,
        IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new VideoSpottingOptions();
        using IFrameSource video = FrameSource.Open(path, options.Source);
        string name = video is FrameFolder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path);
        VideoSpotting found = Run(video, name, SourceFingerprint.Of(path, cancellation), spotter, features, options, progress, cancellation);
        return found with { File = video is FrameFolder ? null : path };
    }

    /// <summary>Looks whether a video can be searched with weights of the synthetic corpus, before they are trained.</summary>
    /// <param name="path">the file or folder</param>
    /// <param name="options">rate, crop</param>
    /// <param name="scale">of the weights</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">as <see cref="Run(string, TrainedSpotter, string, VideoSpottingOptions?, IProgress{ExtractionProgress}?, CancellationToken)"/></exception>
    public static void Check(string path, VideoSpottingOptions options, SpottingScale scale, CancellationToken cancellation = default)
    {
        using IFrameSource video = FrameSource.Open(path, options.Source);
        int length = SpottingDataSet.FeaturesOf(scale.Corpus).SnippetLength;
        var timing = SnippetTiming.Of(path, video.FramesPerSecond, scale.Corpus.FramesPerSecond, length);
        if (video.Count <= timing.Frames)
            throw new InputException(path, $"{video.Count} frames", $"at least {timing.Frames + 1}, one snippet and the frame after it", "Give a longer video.");
        if (!options.Cropped)
            FaceCrop.Find(video, Followed(TrainedSpotter.CropForSynthetic, options), cancellation);
    }

    internal static FaceCropSettings Followed(FaceCropSettings crop, VideoSpottingOptions options) => crop with { Person = options.Person, Box = options.Box };

    /// <summary>Searches any video, for instance a synthetic one.</summary>
    /// <param name="video">the frames</param>
    /// <param name="name">what it is called</param>
    /// <param name="fingerprint">what changes whenever the frames do; at least eight characters, as SHA-256 has</param>
    /// <param name="spotter">network and recipe</param>
    /// <param name="features">folder where features are kept</param>
    /// <param name="options">crop, threshold</param>
    /// <param name="progress">told after each snippet whose features are computed</param>
    /// <param name="cancellation">stops between two frames; the same call goes on from there</param>
    /// <exception cref="InputException">no face in it, shorter than a snippet, of too low a rate; weights of another kind of features</exception>
    public static VideoSpotting Run(
        IFrameSource video, string name, string fingerprint, TrainedSpotter spotter, string features, VideoSpottingOptions? options = null,
        IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new VideoSpottingOptions();
        SpotterRecipe recipe = spotter.Recipe;
        var timing = SnippetTiming.Of(video.Name, video.FramesPerSecond, recipe.FramesPerSecond, recipe.Extractor.SnippetLength);
        IFeatureExtractor extractor = Extractor(recipe.Extractor, timing, options, spotter.Place);
        using var frees = extractor as IDisposable;
        foreach (string note in (extractor as I3dExtractor)?.Notes ?? [])
            options.Source.Warn(note);
        recipe.Check(extractor.Description, video.Name);
        FeatureFile file = new FeatureExtraction(extractor, options.Cropped ? null : Followed(recipe.Crop, options), new FeatureCache(features))
            .Run(new EveryNthFrame(video, timing.Step), $"{name}-{fingerprint[..8]}", fingerprint, progress, cancellation);
        VideoSpotting found = Of(file, name, video.Times, timing, spotter, options.Threshold, options.Labels);
        var face = new CroppedFrames(video, file.Header.Crop!.Value, options.PictureSize, options.PictureSize);
        return found with
        {
            Pictures = found.Intervals.Concat(found.Others.Take(options.OthersPictured)).OrderBy(i => i.Onset).ToDictionary(
                i => i, i => new IntervalPictures(face.Read(i.Onset - 1), face.Read((i.Onset + i.Offset) / 2 - 1), face.Read(i.Offset - 1))),
        };
    }

    /// <summary>Searches features that are there already; without pictures, since no frame is seen.</summary>
    /// <param name="file">features made as the spotter's training features were</param>
    /// <param name="spotter">network and recipe</param>
    /// <param name="threshold">what counts as found; null: the threshold that came with the weights</param>
    /// <exception cref="InputException">features that were made otherwise</exception>
    public static VideoSpotting OfFeatures(FeatureFile file, TrainedSpotter spotter, double? threshold = null)
    {
        double rate = file.Header.FramesPerSecond;
        int length = file.Header.Extractor.SnippetLength;
        return Of(file, file.Header.Source, file.Header.Times, new SnippetTiming(1, length, length / rate, spotter.Recipe.Extractor.SnippetLength / spotter.Recipe.FramesPerSecond), spotter, threshold, []);
    }

    private static VideoSpotting Of(
        FeatureFile file, string name, FrameTimes times, SnippetTiming timing, TrainedSpotter spotter, double? threshold, IReadOnlyList<ExpressionInterval> labels)
    {
        SpotterRecipe recipe = spotter.Recipe;
        recipe.Check(file.Header);
        SpottingVideo looked = SpottingVideo.Of(file, name, name, []); // the labels count the video's frames, of which the features may have every second
        SpottingVideo.CheckRate(name, labels, looked.FramesPerSecond * timing.Step);
        SnippetCurves curves = spotter.Curves(looked with
        {
            Intervals = labels,
            Frames = looked.Frames * timing.Step,
            FramesPerSecond = looked.FramesPerSecond * timing.Step,
            SnippetLength = timing.Frames,
        });
        FrameStretch[] without = [.. (file.Header.Faces?.Without ?? []).Select(w => new FrameStretch((w.From - 1) * timing.Step + 1, Math.Min(w.To * timing.Step, times.Count)))];
        SpottedInterval[] candidates =
        [
            .. recipe.Search.Find(curves.Attention, curves.ActivationMap, recipe.Extractor.SnippetLength, recipe.FramesPerSecond).Select(InFramesOfTheVideo)
                .Where(c => !without.Any(w => c.Onset <= w.To + timing.Step && c.Offset >= w.From - timing.Step)),
        ];
        double? limit = threshold ?? recipe.Threshold.Value;
        return new()
        {
            Name = name,
            Times = times,
            Timing = timing,
            Features = file.Header,
            Recipe = recipe,
            Curves = curves,
            WithoutFace = without,
            Candidates = candidates,
            Threshold = limit,
            Intervals = [.. candidates.Where(c => limit is null || c.Score > limit).OrderBy(c => c.Onset)],
            Pictures = new Dictionary<SpottedInterval, IntervalPictures>(),
        };

        // The kind is decided on the training's clock, where a snippet of the video's mean rate lasts exactly as long as it was learnt; at
        // 29.97 fps two snippets would otherwise be a hair too long for a micro-expression. Where the rate varies, what an interval's frames
        // really last counts.
        SpottedInterval InFramesOfTheVideo(SpottedInterval learnt)
        {
            int length = recipe.Extractor.SnippetLength;
            int onset = (learnt.Onset - 1) / length * timing.Frames + 1, offset = learnt.Offset / length * timing.Frames;
            double snippets = (times.Seconds(offset) - times.Seconds(onset - 1)) / timing.SnippetSeconds;
            return learnt with { Onset = onset, Offset = offset, Kind = SpottedInterval.KindOf((int)Math.Round(snippets * length), recipe.FramesPerSecond) };
        }
    }

    /// <summary>The extractor of the recipe, with snippets for this video's rate.</summary>
    /// <exception cref="InputException">I3D without its weights; features that only their authors can make</exception>
    internal static IFeatureExtractor Extractor(ExtractorDescription made, SnippetTiming timing, VideoSpottingOptions options, string place) => made switch
    {
        { Name: HoofExtractor.Name, Settings: { } settings } => new HoofExtractor(settings.Deserialize<HoofSettings>()! with { SnippetLength = timing.SnippetLength }),
        { Name: I3dExtractor.Name } when options.I3dWeights is (null, _) or (_, null) => throw new InputException(
            place, "weights for I3D's features, and no weights of I3D to compute them with", "both files that made the training's features",
            "Add --weights-rgb FILE --weights-flow FILE, those of mex features extract; or train a spotter on hoof features, which need none."),
        { Name: I3dExtractor.Name, Settings: { } settings } => new I3dExtractor(settings.Deserialize<I3dSettings>()! with
        {
            SnippetLength = timing.SnippetLength,
            RgbWeights = options.I3dWeights.Rgb,
            FlowWeights = options.I3dWeights.Flow,
        }),
        { Name: TwoStreamExtractor.Name, Settings: { } settings } => new TwoStreamExtractor(settings.Deserialize<TwoStreamSettings>()! with { SnippetLength = timing.SnippetLength }),
        { Name: RegionMotionExtractor.Name, Settings: { } settings } => new RegionMotionExtractor(settings.Deserialize<RegionFeatureSettings>()! with { SnippetLength = timing.SnippetLength }),
        _ => throw new InputException(
            place, $"weights for features by {made.Name}",
            $"features that this kit computes ({HoofExtractor.Name}, {I3dExtractor.Name}, {TwoStreamExtractor.Name}, {RegionMotionExtractor.Name})",
            "Extract the features yourself (mex features extract) and give the file to VideoSpotting.OfFeatures."),
    };
}
