using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>
/// Whether detections count their frames at the rate of the annotations. Files of detections do not say; what they say is where things
/// happen, and at the wrong rate nothing is where the labels are.
/// </summary>
public static class DetectionRates
{
    /// <summary>Rates at which people film and resample faces, in frames per second [chosen].</summary>
    private static readonly double[] Usual = [25, 30, 50, 60, 100, 120, 200];

    /// <summary>Refuses detections behind a video's end, or which find the labels at another rate and not at the annotations'.</summary>
    /// <param name="truth">the annotations, of one rate</param>
    /// <param name="frames">how many frames each video has, where the list tells</param>
    /// <param name="detections">what is to be scored</param>
    /// <param name="place">their file, for messages</param>
    /// <returns>what a reader of the score must know; empty as a rule</returns>
    /// <exception cref="InputException">the rates differ, or a detection begins after its video's last frame</exception>
    public static IReadOnlyList<string> Check(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyDictionary<VideoName, int> frames, IReadOnlyList<Detection> detections,
        string place = "detections")
    {
        double own = ScoringInput.CommonFrameRate(truth);
        double? other = OtherRate(truth, detections, own);
        foreach (Detection d in detections)
            if (frames.TryGetValue(new(d.Subject, d.Video), out int count) && d.Onset > count)
                throw new InputException(
                    d.Place, Invariant($"frames {d.Onset} to {d.Offset}"), Invariant($"frames up to {count}, the length of video {d.Video} at {own} frames per second"),
                    other is { } fits ? Converted(own, fits) : Invariant($"If they count frames at another rate than {own} per second, convert them; else give both of the same edition of the videos."));
        if (other is { } rate)
            throw new InputException(
                place, Invariant($"frames that fit the labels at {rate} per second and not as they are"), Invariant($"frames at {own} per second, as in the annotations"),
                Converted(own, rate));

        var last = truth.GroupBy(i => new VideoName(i.Subject, i.Video)).ToDictionary(v => v.Key, v => v.Max(i => i.Offset));
        int far = detections.Count(d => last.TryGetValue(new(d.Subject, d.Video), out int end) && d.Onset > 2 * end);
        return 2 * far <= detections.Count || far == 0 ? []
            : [Invariant($"{far} of {detections.Count} detections begin at more than twice the last labelled frame of their video: check that they count frames at {own} per second, as the annotations do.")];
    }

    /// <summary>
    /// The usual rate under which the detections find most, if that is at least two intervals, a quarter of what could be found, and four
    /// times what they find as they are [chosen].
    /// </summary>
    private static double? OtherRate(IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, double own)
    {
        Detection[] sound = [.. detections.Where(d => d.Onset >= 0 && d.Onset <= d.Offset && d.Offset < int.MaxValue)];
        if (sound.Length < 2)
            return null;
        var searched = sound.Select(d => new VideoName(d.Subject, d.Video)).ToHashSet();
        int possible = Math.Min(sound.Length, truth.Count(i => searched.Contains(new(i.Subject, i.Video))));
        int asTheyAre = Found(truth, sound, 1);
        (double rate, int found) = Usual.Where(r => r != own).Select(r => (r, Found(truth, sound, own / r))).MaxBy(r => r.Item2);
        return found >= 2 && 4 * found >= possible && found >= 4 * asTheyAre ? rate : null;
    }

    /// <summary>Intervals that a detection overlaps enough once its frames, which count from 1, are scaled.</summary>
    private static int Found(IReadOnlyList<ExpressionInterval> truth, IEnumerable<Detection> detections, double factor)
    {
        var byVideo = detections.ToLookup(
            d => new VideoName(d.Subject, d.Video), d => d with { Onset = ((d.Onset - 1) * factor) + 1, Offset = ((d.Offset - 1) * factor) + 1 });
        return truth.Count(i => byVideo[new(i.Subject, i.Video)].Any(d => IntervalOverlap.IsTruePositive(d, i)));
    }

    private static string Converted(double own, double other) =>
        Invariant($"At {other} frames per second they would fit: convert them (frame × {own}/{other}), or give annotations at {other} frames per second.");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
