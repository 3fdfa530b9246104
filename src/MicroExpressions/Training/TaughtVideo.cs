using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Training;

/// <summary>
/// A training video with as much of its labels as a kind of supervision tells: a method that is to learn from points never has the
/// intervals in its hands.
/// </summary>
/// <param name="Video">features and rate; its own labels are taken out</param>
/// <param name="Classes">which expressions occur in it</param>
/// <param name="Points">one labelled snippet of each; empty under <see cref="Supervision.Video"/></param>
/// <param name="Intervals">all of them; empty but under <see cref="Supervision.Full"/></param>
public sealed record TaughtVideo(SpottingVideo Video, IReadOnlySet<SnippetClass> Classes, IReadOnlyList<SnippetPoint> Points, IReadOnlyList<ExpressionInterval> Intervals)
{
    /// <summary>T.</summary>
    public int Snippets => Video.Features.Snippets;

    /// <summary>y_fg: 1 for each foreground class that occurs, <c>[2]</c>.</summary>
    public float[] Presence => [Classes.Contains(SnippetClass.Micro) ? 1 : 0, Classes.Contains(SnippetClass.Macro) ? 1 : 0];

    /// <summary>Takes from a labelled video what the supervision does not tell.</summary>
    /// <param name="video">with all labels</param>
    /// <param name="supervision">how much is told</param>
    /// <param name="points">which frame of an expression is the labelled one</param>
    /// <exception cref="InputException">an interval without frames, or a point outside the video</exception>
    public static TaughtVideo Of(SpottingVideo video, Supervision supervision, PointLabels points) => new(
        video with { Intervals = [] },
        video.Intervals.Select(i => SnippetClasses.Of(i.Kind)).ToHashSet(),
        supervision == Supervision.Video ? [] : video.Points(points),
        supervision == Supervision.Full ? video.Intervals : []);

    /// <summary>What every method that learns asks of its training videos.</summary>
    /// <param name="videos">the videos</param>
    /// <exception cref="InputException">no video, one without labels, a kind of expression that no video has, or videos whose features are not alike</exception>
    public static void Check(IReadOnlyList<TaughtVideo> videos)
    {
        if (videos.Count == 0)
            throw new InputException("spotter training", "no video", "at least one", "Give a data set whose training side is not empty.");
        SpottingVideo first = videos[0].Video;
        foreach (TaughtVideo taught in videos)
        {
            SpottingVideo video = taught.Video;
            if (taught.Classes.Count == 0)
                throw new InputException(
                    $"video {video.Name} of subject {video.Subject}", "no labelled expression", "at least one in a video that teaches",
                    "Leave it out of the training; it can be tested.");
            if (video.SnippetLength != first.SnippetLength)
                throw new InputException(
                    $"video {video.Name}", $"snippets of {video.SnippetLength} frames", $"{first.SnippetLength} as in {first.Name}", "Extract all videos alike.");
            if ((video.Features.Rgb.Dimension, video.Features.Flow.Dimension) != (first.Features.Rgb.Dimension, first.Features.Flow.Dimension))
                throw new InputException(
                    $"video {video.Name}", $"features of {video.Features.Rgb.Dimension} and {video.Features.Flow.Dimension} numbers a snippet",
                    $"{first.Features.Rgb.Dimension} and {first.Features.Flow.Dimension} as in {first.Name}", "Extract all videos with one extractor.");
        }
        foreach (ExpressionKind kind in Enum.GetValues<ExpressionKind>())
            if (!videos.Any(v => v.Classes.Contains(SnippetClasses.Of(kind))))
                throw new InputException(
                    "spotter training", $"no {kind.ToString().ToLowerInvariant()}-expression in {videos.Count} videos", "both kinds",
                    "Train on more subjects: a class that is never seen cannot be learnt.");
    }
}
