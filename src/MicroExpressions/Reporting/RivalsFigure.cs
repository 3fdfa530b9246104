using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>What one method found in a video: a lane of a <see cref="RivalsFigure"/>.</summary>
/// <param name="Name">the method</param>
/// <param name="Labels">what it learns from: lanes of the same labels stand in one panel</param>
/// <param name="Proposed">everything it proposed; detections in other videos are not drawn</param>
/// <param name="Threshold">what counts as found scores more; null: everything</param>
public sealed record RivalLane(string Name, string Labels, IReadOnlyList<Detection> Proposed, double? Threshold);

/// <summary>
/// One video seen by many methods on one time axis: the truth on top, under it a panel for each kind of label, in it a lane a method. A box
/// is an interval that the method counts as found, coloured by its duration's kind. The line is what it was chosen from: at each moment the
/// best score of a proposal that covers it, from the lowest to the highest of that method in that video. Scores of two methods are not
/// comparable, so every lane has its own scale.
/// </summary>
public static class RivalsFigure
{
    private const double LaneHeight = 0.8;
    private const int LanePixels = 34;

    /// <summary>Draws the figure.</summary>
    /// <param name="title">what it shows</param>
    /// <param name="video">the video, with its true intervals</param>
    /// <param name="lanes">the methods, panels and lanes from top to bottom in this order</param>
    public static Figure Of(string title, SpottingVideo video, IReadOnlyList<RivalLane> lanes) =>
        new(title, new Axis("time (s)", 0, video.Frames / video.FramesPerSecond), [Truth(video), .. lanes.GroupBy(l => l.Labels).Select(g => Group(video, g.Key, [.. g]))]);

    private static Panel Truth(SpottingVideo video) => new(
        new Axis("", -0.5, 0.5) { Categories = ["truth"] },
        Boxes([.. video.Intervals.Select(i => ((double)i.Onset, (double)i.Offset, i.Kind))], video, 0, 1), LanePixels);

    /// <summary>Categories count from the bottom, lanes from the top.</summary>
    private static Panel Group(SpottingVideo video, string labels, RivalLane[] lanes) => new(
        new Axis(labels, -0.5, lanes.Length - 0.5) { Categories = [.. lanes.Reverse().Select(l => l.Name)] },
        [.. lanes.Reverse().SelectMany((lane, row) => Lane(video, lane, row, lanes.Length))], Math.Max(LanePixels * lanes.Length, 3 * LanePixels));

    private static IEnumerable<Trace> Lane(SpottingVideo video, RivalLane lane, int row, int rows)
    {
        Detection[] here = [.. lane.Proposed.Where(d => d.Subject == video.Subject && d.Video == video.Name)];
        Detection[] found = [.. here.Where(d => lane.Threshold is not double limit || d.Score > limit)];
        return [.. Boxes([.. found.Select(d => (d.Onset, d.Offset, Kind(d)))], video, row, rows), BestScore(video, here, row)];

        ExpressionKind Kind(Detection d) => SpottedInterval.KindOf(d.OffsetFrame - d.OnsetFrame + 1, video.FramesPerSecond);
    }

    private static Trace[] Boxes(IReadOnlyList<(double Onset, double Offset, ExpressionKind Kind)> intervals, SpottingVideo video, int row, int rows) =>
    [
        .. new[] { ExpressionKind.Macro, ExpressionKind.Micro }.Select(kind => new SpanTrace(
            VideoSpottingReport.Word(kind), [.. intervals.Where(i => i.Kind == kind).Select(i => ((i.Onset - 1) / video.FramesPerSecond, i.Offset / video.FramesPerSecond))], VideoSpottingReport.ColorOf(kind))
        {
            Bottom = (row + (1 - LaneHeight) / 2) / rows,
            Top = (row + (1 + LaneHeight) / 2) / rows,
            Opacity = 0.6,
            InLegend = rows == 1 && row == 0,
        }),
    ];

    /// <summary>The highest score over each frame, drawn inside the lane; on its floor where nothing was proposed.</summary>
    private static LineTrace BestScore(SpottingVideo video, IReadOnlyList<Detection> here, int row)
    {
        double low = here.Count > 0 ? here.Min(d => d.Score) : 0, high = here.Count > 0 ? here.Max(d => d.Score) : 0;
        double floor = row - LaneHeight / 2, least = LaneHeight * 0.15;     // the worst proposal still stands above none
        // at every border one point just before and one at it: steps, with no more points than there are
        double[] borders = [.. here.SelectMany(d => new[] { (double)d.OnsetFrame - 1, d.OffsetFrame }).Prepend(0).Append(video.Frames).Where(f => f >= 0 && f <= video.Frames).Distinct().Order()];
        var (x, y) = (new List<double>(), new List<double>());
        for (int i = 0; i + 1 < borders.Length; i++)
        {
            double middle = (borders[i] + borders[i + 1]) / 2;
            Detection? best = here.Where(d => d.OnsetFrame - 1 < middle && middle < d.OffsetFrame).MaxBy(d => d.Score);
            double height = best is null ? 0 : least + (LaneHeight - least) * (high > low ? (best.Score - low) / (high - low) : 1);
            x.AddRange([borders[i] / video.FramesPerSecond, borders[i + 1] / video.FramesPerSecond]);
            y.AddRange([floor + height, floor + height]);
        }
        return new LineTrace("best score of a proposal there", x, y, Palette.Quiet) { Width = 1.2 };
    }
}
