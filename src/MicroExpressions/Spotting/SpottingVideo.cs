using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Spotting;

/// <summary>A long video as spotting sees it: features and, where there are some, labels.</summary>
/// <param name="Subject">the person</param>
/// <param name="Name">the video, unique in its data set</param>
/// <param name="Frames">n</param>
/// <param name="FramesPerSecond">its rate</param>
/// <param name="SnippetLength">L</param>
/// <param name="Features">F^r and F^f</param>
/// <param name="Intervals">labelled expressions; may be empty in a video that is only tested</param>
public sealed record SpottingVideo(
    string Subject, string Name, int Frames, double FramesPerSecond, int SnippetLength, VideoFeatures Features,
    IReadOnlyList<ExpressionInterval> Intervals)
{
    /// <summary>How much moves in each snippet, pixels a frame: what a control that learns nothing works on. Null where the features do not tell.</summary>
    public IReadOnlyList<double>? Motion { get; init; }

    /// <summary>Opens the video itself, for methods that look at its frames; null where only its features are there.</summary>
    public Func<IFrameSource>? Source { get; init; }

    /// <summary>From a feature file.</summary>
    /// <exception cref="InputException">a modality is missing, snippets overlap, or the labels count frames at another rate</exception>
    public static SpottingVideo Of(FeatureFile file, string subject, string name, IReadOnlyList<ExpressionInterval> intervals)
    {
        ExtractorDescription extractor = file.Header.Extractor;
        if (extractor.Stride != extractor.SnippetLength)
            throw new InputException(
                $"features of {file.Header.Source}", $"snippets of {extractor.SnippetLength} frames every {extractor.Stride}", "snippets that do not overlap",
                "Extract the features with a stride of one snippet.");
        CheckRate(name, intervals, file.Header.FramesPerSecond);
        return new(subject, name, file.Header.FrameCount, file.Header.FramesPerSecond, extractor.SnippetLength, VideoFeatures.Of(file), intervals) { Motion = MotionOf(file) };
    }

    private static double[]? MotionOf(FeatureFile file)
    {
        if (file.Modalities.TryGetValue(FeatureFile.Motion, out SnippetMatrix? motion))
            return [.. motion.Values.Select(v => (double)v)];
        return file.Header.Extractor is { Name: HoofExtractor.Name, Settings: { } settings }
            ? FlowEnergy.Of(file.Modalities[FeatureFile.Flow], settings.Deserialize<HoofSettings>()!) : null;
    }

    /// <summary>Labels count frames as the features' video does; 29.97 is 30 frames per second here.</summary>
    /// <param name="name">the video</param>
    /// <param name="intervals">its labels</param>
    /// <param name="rate">of the video, in frames per second</param>
    /// <exception cref="InputException">a label at another rate</exception>
    internal static void CheckRate(string name, IReadOnlyList<ExpressionInterval> intervals, double rate)
    {
        if (intervals.FirstOrDefault(i => !ExpressionInterval.IsSameRate(i.FramesPerSecond, rate)) is { FramesPerSecond: var labelled } label)
            throw new InputException(
                $"video {name}", Invariant($"labels at {labelled} frames per second (onset {label.Onset})"), Invariant($"{rate} frames per second, as the video that was looked at"),
                Invariant($"Convert the labels (frame × {rate}/{labelled}), or look at the video at {labelled} frames per second."));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>The same video with its features on a scale of its own, <see cref="VideoScaling"/>.</summary>
    public SpottingVideo OnOwnScale() => this with { Features = Features with { Rgb = Scaled(Features.Rgb), Flow = Scaled(Features.Flow) } };

    private static SnippetMatrix Scaled(SnippetMatrix features)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(features.Values).view(1, features.Snippets, features.Dimension);
        return new(features.Snippets, features.Dimension, VideoScaling.Of(x, ones(1, features.Snippets)).contiguous().data<float>().ToArray());
    }

    /// <summary>The labelled snippets; two points in one snippet with one class are one.</summary>
    /// <exception cref="InputException">an interval without frames, or a point outside the video</exception>
    public IReadOnlyList<SnippetPoint> Points(PointLabels labels) =>
        [.. Intervals.Select(i => labels.Of(i).In(Name, Frames, SnippetLength)).Distinct()];
}
