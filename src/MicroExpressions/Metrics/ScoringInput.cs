using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>What annotations and detections must satisfy to be scored together.</summary>
internal static class ScoringInput
{
    /// <summary>The one frame rate of all intervals: durations in seconds need it.</summary>
    /// <exception cref="InputException">no interval, or intervals of different rates</exception>
    public static double CommonFrameRate(IReadOnlyList<ExpressionInterval> truth)
    {
        if (truth.Count == 0)
            throw new InputException("annotations", "no interval", "at least one labelled interval", "Check which file was read.");
        double rate = truth[0].FramesPerSecond;
        for (int i = 1; i < truth.Count; i++)
            if (truth[i].FramesPerSecond != rate)
                throw new InputException(
                    $"annotations, interval {i + 1} ({Named(new(truth[i].Subject, truth[i].Video))}, onset {truth[i].Onset})",
                    Invariant($"{truth[i].FramesPerSecond} frames per second"),
                    Invariant($"{rate} frames per second as in the first interval"),
                    "Score data sets of different frame rates separately.");
        return rate;
    }

    /// <exception cref="InputException">a detection in an unknown video, or with a score or ends that cannot be used</exception>
    public static void Check(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, IReadOnlyList<VideoName> unlabelled)
    {
        var known = truth.Select(i => new VideoName(i.Subject, i.Video)).Concat(unlabelled).ToHashSet();
        for (int i = 0; i < detections.Count; i++)
        {
            var detection = detections[i];
            string place = detection.Place.Length > 0 ? detection.Place : $"detection {i + 1}";
            var video = new VideoName(detection.Subject, detection.Video);
            if (!known.Contains(video))
                throw new InputException(
                    place, Named(video), $"one of the {known.Count} videos of the annotations, such as {Named(known.First())}",
                    "Give annotations and detections of the same data set; searched videos that hold no interval go into ScoringOptions.UnlabelledVideos.");
            if (!double.IsFinite(detection.Score))
                throw new InputException(
                    place, Invariant($"score {detection.Score}"), "a finite number", "Check how the model computed it.");
            if (!(detection.Onset >= 0 && detection.Onset <= detection.Offset && detection.Offset < int.MaxValue))
                throw new InputException(
                    place, Invariant($"frames {detection.Onset} to {detection.Offset}"), "frame numbers, onset ≤ offset",
                    "Correct the row; frames count from 1.");
        }
    }

    private static string Named(VideoName video) => $"video {video.Video} of subject {video.Subject}";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
