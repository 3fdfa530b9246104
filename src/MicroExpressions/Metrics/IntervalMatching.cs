using System.Collections.Immutable;
using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>
/// Detections matched with intervals once, for all thresholds. A threshold removes the lowest scores only, in either protocol, so an
/// interval is found exactly while the threshold lies below one score: that of the best detection that finds it.
/// </summary>
internal sealed class IntervalMatching
{
    private const double MicroSeconds = 0.5, LooseMicroSeconds = 1.0;

    private readonly ImmutableArray<(ExpressionInterval Interval, double? FoundAt)> intervals;
    private readonly ImmutableArray<Detection> counted;
    private readonly double framesPerSecond;

    private IntervalMatching(
        ImmutableArray<(ExpressionInterval, double?)> intervals, ImmutableArray<Detection> counted, double framesPerSecond) =>
        (this.intervals, this.counted, this.framesPerSecond) = (intervals, counted, framesPerSecond);

    /// <summary>Matches video by video.</summary>
    public static IntervalMatching Of(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, ScoringOptions options)
    {
        double framesPerSecond = ScoringInput.CommonFrameRate(truth);
        ScoringInput.Check(truth, detections, options.UnlabelledVideos);

        var byVideo = detections.ToLookup(d => new VideoName(d.Subject, d.Video));
        var intervals = ImmutableArray.CreateBuilder<(ExpressionInterval, double?)>(truth.Count);
        var counted = ImmutableArray.CreateBuilder<Detection>();
        foreach (var video in truth.ToLookup(i => new VideoName(i.Subject, i.Video)))
        {
            var best = BestFirst(byVideo[video.Key], options);
            intervals.AddRange(options.Protocol == ScoringProtocol.Lab ? MatchFreely(video, best) : MatchOnce([.. video], best));
            counted.AddRange(best);
        }
        var labelled = truth.Select(i => new VideoName(i.Subject, i.Video)).ToHashSet();
        foreach (var video in options.UnlabelledVideos.Distinct().Where(v => !labelled.Contains(v)))
            counted.AddRange(BestFirst(byVideo[video], options));
        return new(intervals.ToImmutable(), counted.ToImmutable(), framesPerSecond);
    }

    /// <summary>
    /// The score at every threshold that makes a difference, from the lowest up: none, then each score. One pass from the highest score
    /// down, since a lower threshold only adds.
    /// </summary>
    public IReadOnlyList<(double? Threshold, SpottingScore Score)> AtEvery()
    {
        SpottingScore none = SpottingScore.Empty with { Labelled = intervals.Length, LabelledMicro = intervals.Count(i => i.Interval.Kind == ExpressionKind.Micro) };
        var found = intervals.Where(i => i.FoundAt is not null).ToLookup(i => i.FoundAt!.Value, i => i.Interval);
        var points = new List<(double? Threshold, SpottingScore Score)>();
        SpottingScore above = none;
        foreach (IGrouping<double, Detection> equal in counted.GroupBy(d => d.Score).OrderByDescending(g => g.Key))
        {
            points.Add((equal.Key, above));
            above = above with
            {
                Found = above.Found + found[equal.Key].Count(),
                Predicted = above.Predicted + equal.Count(),
                FoundMicro = above.FoundMicro + found[equal.Key].Count(i => i.DurationSeconds <= MicroSeconds),
                PredictedUpToHalfSecond = above.PredictedUpToHalfSecond + equal.Count(d => LastsAtMost(d, MicroSeconds)),
                PredictedUpToOneSecond = above.PredictedUpToOneSecond + equal.Count(d => LastsAtMost(d, LooseMicroSeconds)),
            };
        }
        points.Add((null, above));
        points.Reverse();
        return points;
    }

    /// <summary>The score when only detections above the threshold count.</summary>
    public SpottingScore At(double? threshold)
    {
        var found = intervals.Where(i => IsAbove(i.FoundAt, threshold)).Select(i => i.Interval).ToList();
        var predicted = counted.Where(d => IsAbove(d.Score, threshold)).ToList();
        return new(
            found.Count, predicted.Count, intervals.Length,
            found.Count(i => i.DurationSeconds <= MicroSeconds),
            predicted.Count(d => LastsAtMost(d, MicroSeconds)),
            predicted.Count(d => LastsAtMost(d, LooseMicroSeconds)),
            intervals.Count(i => i.Interval.Kind == ExpressionKind.Micro));
    }

    /// <summary>Strictly above, as the published evaluator compares.</summary>
    internal static bool IsAbove(double? score, double? threshold) => score is not null && (threshold is null || score > threshold);

    private bool LastsAtMost(Detection detection, double seconds) =>
        detection.OffsetFrame - detection.OnsetFrame <= seconds * framesPerSecond;

    /// <summary>The detections of one video that count; of equal scores the earlier in the list comes first.</summary>
    internal static ImmutableArray<Detection> BestFirst(IEnumerable<Detection> detections, ScoringOptions options) =>
        [.. detections.OrderByDescending(d => d.Score).Take(options.MaximumPerVideo)];

    /// <summary>Protocol Lab: the first, hence best, detection with enough overlap finds an interval.</summary>
    private static IEnumerable<(ExpressionInterval, double?)> MatchFreely(
        IEnumerable<ExpressionInterval> intervals, ImmutableArray<Detection> best) =>
        intervals.Select(i => (i, best.FirstOrDefault(d => IntervalOverlap.IsTruePositive(d, i))?.Score));

    /// <summary>Protocol OneToOne: best first, each detection takes the free interval that it overlaps most.</summary>
    private static IEnumerable<(ExpressionInterval, double?)> MatchOnce(
        ImmutableArray<ExpressionInterval> intervals, ImmutableArray<Detection> best)
    {
        double?[] foundAt = new double?[intervals.Length];
        foreach (var detection in best)
        {
            int most = Enumerable.Range(0, intervals.Length)
                .Where(i => foundAt[i] is null && IntervalOverlap.IsTruePositive(detection, intervals[i]))
                .OrderByDescending(i => IntervalOverlap.Of(detection, intervals[i]))
                .FirstOrDefault(-1);
            if (most >= 0) foundAt[most] = detection.Score;
        }
        return intervals.Zip(foundAt);
    }
}
