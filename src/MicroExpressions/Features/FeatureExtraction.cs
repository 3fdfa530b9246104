using System.Diagnostics;
using MicroExpressions.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>How far an extraction is.</summary>
/// <param name="Video">what the video is called</param>
/// <param name="Done">snippets that are done, those of an earlier, interrupted run included</param>
/// <param name="Total">T: snippets in the video</param>
/// <param name="FramesPerSecond">frames worked off per second in this run</param>
/// <param name="TimeLeft">at that pace</param>
public readonly record struct ExtractionProgress(string Video, int Done, int Total, double FramesPerSecond, TimeSpan TimeLeft);

/// <summary>
/// From a video to its feature file: frames → a person's face → extractor → file. What was extracted before an interruption is used,
/// and a file that is there already and fresh is only read.
/// </summary>
/// <param name="extractor">what computes the features</param>
/// <param name="crop">how the face is cut out; null for frames that show nothing else, as the data sets' own cropped folders do</param>
/// <param name="cache">where the features go</param>
public sealed class FeatureExtraction(IFeatureExtractor extractor, FaceCropSettings? crop, FeatureCache cache)
{
    private readonly FaceCropSettings? crop = crop?.AtHand();

    /// <summary>What the name of an unfinished extraction's file ends with.</summary>
    public const string PartialExtension = ".partial";

    /// <summary>Takes warnings, a line each: stale and damaged files that are replaced.</summary>
    public Action<string> Warn { get; init; } = Console.Error.WriteLine;

    /// <summary>Extracts the features of a video file or a folder of pictures.</summary>
    /// <param name="path">the file or folder</param>
    /// <param name="name">what the features' file is called; null: as the video</param>
    /// <param name="options">rate and policies for opening it</param>
    /// <param name="progress">told after each snippet</param>
    /// <param name="cancellation">ends the work between two frames; what is done stays for the next run</param>
    /// <exception cref="InputException">the video cannot be used, or the features cannot be written</exception>
    public FeatureFile Run(
        string path, string? name = null, FrameSourceOptions? options = null,
        IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        using IFrameSource video = FrameSource.Open(path, options);
        name ??= video is FrameFolder ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path);
        return Run(video, name, SourceFingerprint.Of(path, cancellation), progress, cancellation);
    }

    /// <summary>Extracts the features of any video.</summary>
    /// <param name="video">the frames</param>
    /// <param name="name">what the features' file is called</param>
    /// <param name="fingerprint">what changes whenever the frames do; SHA-256</param>
    /// <param name="progress">told after each snippet</param>
    /// <param name="cancellation">ends the work between two frames; what is done stays for the next run</param>
    /// <exception cref="InputException">the video cannot be used, or the features cannot be written</exception>
    public FeatureFile Run(
        IFrameSource video, string name, string fingerprint,
        IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        FeatureHeader header = Header(video, name, fingerprint);
        (CacheState state, FeatureFile? cached, string reason) = cache.Look(name, header);
        if (cached is not null)
            return cached;
        if (state is CacheState.Stale or CacheState.Damaged)
            Warn($"{reason}; it is made again.");

        using FaceFrames? face = crop is null ? null : new FaceFrames(video, crop, extractor.Description.FrameWidth, cancellation);
        PixelBox box = face?.Box ?? new PixelBox(0, 0, video.Width, video.Height);
        header = header with { Crop = box };
        string path = cache.PathOf(name, extractor.Description.Name);
        using PartialFeatures partial = PartialFeatures.Open(path + PartialExtension, header);
        IFrameSource frames = face ?? (IFrameSource)new CroppedFrames(video, box, extractor.Description.FrameWidth, extractor.Description.FrameHeight);
        Extract(frames, name, header.Snippets, partial, progress, cancellation);
        header = header with { Faces = face?.Finish() };
        var features = new FeatureFile(header, partial.Collect());
        features.Write(path);
        partial.Delete();
        return features;
    }

    /// <summary>A video's features, where they were extracted before just so; null where they were not.</summary>
    /// <param name="video">the frames, none of which is looked at</param>
    /// <param name="name">what the features' file is called</param>
    /// <param name="fingerprint">what changes whenever the frames do; SHA-256</param>
    public FeatureFile? Kept(IFrameSource video, string name, string fingerprint) => cache.Look(name, Header(video, name, fingerprint)).Features;

    /// <summary>The header that a video's features will have, but for the box.</summary>
    private FeatureHeader Header(IFrameSource video, string name, string fingerprint)
    {
        var header = new FeatureHeader
        {
            Extractor = extractor.Description,
            CropSettings = crop,
            FramesPerSecond = video.FramesPerSecond,
            FrameSeconds = video.Times.Uneven(),
            FrameCount = video.Count,
            Source = name,
            SourceSha256 = fingerprint,
        };
        return header.Snippets > 0 ? header : throw new InputException(
            video.Name, $"{video.Count} frames", $"at least {extractor.Description.SnippetLength + 1}, one snippet and the frame after it",
            "Give a longer video, or an extractor with shorter snippets.");
    }

    private void Extract(
        IFrameSource frames, string name, int total, PartialFeatures partial, IProgress<ExtractionProgress>? progress,
        CancellationToken cancellation)
    {
        int before = partial.Done;
        long start = Stopwatch.GetTimestamp();
        foreach (IReadOnlyDictionary<string, float[]> row in extractor.Extract(frames, before, cancellation))
        {
            partial.Append(row);
            TimeSpan took = Stopwatch.GetElapsedTime(start);
            TimeSpan perSnippet = took / (partial.Done - before);
            progress?.Report(new ExtractionProgress(
                name, partial.Done, total, extractor.Description.Stride / Math.Max(perSnippet.TotalSeconds, 1e-9),
                perSnippet * (total - partial.Done)));
            cancellation.ThrowIfCancellationRequested();
        }
        if (partial.Done != total)
            throw new InvalidOperationException($"{extractor.Description.Name} gave {partial.Done} snippets of {total} for {name}");
    }
}
