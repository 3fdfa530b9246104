using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>What was spotted in a video, to be looked at: a figure and a table. For a whole page see <see cref="VideoSpottingPage"/>.</summary>
public static class VideoSpottingReport
{
    /// <summary>Attention, activation map and what was found on one time axis; what was proposed but scored too low is grey, what is labelled in the video is green.</summary>
    public static Figure Figure(this VideoSpotting found)
    {
        SnippetCurves curves = found.Curves;
        double[] time = [.. curves.Attention.Select((_, t) => (found.Seconds(t * found.Timing.Frames + 1) + found.Seconds((t + 1) * found.Timing.Frames + 1)) / 2)];
        double most = Math.Max(0.1, curves.Attention.Select((a, t) => a * Math.Max(curves.ActivationMap[3 * t], curves.ActivationMap[3 * t + 1])).Max());
        return new Figure($"Spotting in {found.Name}", new Axis("time (s)", 0, found.Times.Seconds(found.Frames)),
        [
            new Panel(new Axis("attention", 0, 1),
            [
                .. Found(0, 1), Line("appearance", curves.RgbAttention, Palette.PseudoLabel), Line("motion", curves.FlowAttention, Palette.Truth),
                Line("mean", curves.Attention, Palette.Prediction),
            ], 150),
            new Panel(new Axis("activation map", 0, 1), [Class("micro-expression", 0, 0), Class("macro-expression", 1, 0), Line("background", Column(2, 0), Palette.Quiet)], 150),
            new Panel(new Axis("suppressed by attention", 0, most), [.. Found(0, 1), Class("micro-expression", 0, 1), Class("macro-expression", 1, 1)], 150),
            new Panel(new Axis("score", Math.Min(0, Lowest()), Highest()), [.. Scores()], 150),
        ]);

        LineTrace Line(string name, float[] values, string color) => new(name, time, [.. values.Select(v => (double)v)], color) { Width = 1.5 };

        LineTrace Class(string name, int c, int suppressed) => Line(name, Column(c, suppressed), c == 0 ? Palette.Micro : Palette.Macro);

        float[] Column(int c, int suppressed) => [.. time.Select((_, t) => (suppressed == 0 ? 1 : curves.Attention[t]) * curves.ActivationMap[3 * t + c])];

        IEnumerable<Trace> Found(double bottom, double top) =>
        [
            .. new[] { ExpressionKind.Macro, ExpressionKind.Micro }.Select(kind =>
                new SpanTrace(Word(kind), [.. found.Intervals.Where(i => i.Kind == kind).Select(Span)], ColorOf(kind)) { Bottom = bottom, Top = top, InLegend = false }),
        ];

        IEnumerable<Trace> Scores()
        {
            if (curves.Video.Intervals.Count > 0)
                yield return new SpanTrace("labelled", [.. curves.Video.Intervals.Select(i => (found.Seconds(i.Onset), found.Seconds(i.Offset + 1)))], Palette.Truth);
            var rejected = found.Others.OrderBy(c => c.Onset).ToList();
            if (rejected.Count > 0)
                yield return Bars("proposed, not counted", rejected, Palette.Quiet);
            foreach (var kind in found.Intervals.GroupBy(i => i.Kind).OrderByDescending(g => g.Key))
                yield return Bars(Word(kind.Key), kind, ColorOf(kind.Key)) with { Width = 3 };
            if (found.Threshold is double limit)
                yield return new LineTrace("threshold", [0, found.Times.Seconds(found.Frames)], [limit, limit], Palette.Quiet) { Dashed = true, Width = 1 };
        }

        // a stroke from onset to offset at the height of the score; NaN lifts the pen
        LineTrace Bars(string name, IEnumerable<SpottedInterval> intervals, string color) => new(name,
            [.. intervals.SelectMany(i => new[] { Span(i).From, Span(i).To, Span(i).To })], [.. intervals.SelectMany(i => new[] { i.Score, i.Score, double.NaN })], color);

        double Lowest() => found.Candidates.Select(c => c.Score).Append(0).Min();

        double Highest() => 1.1 * found.Candidates.Select(c => c.Score).Append(found.Threshold ?? 0).Append(0.1).Max();

        (double From, double To) Span(SpottedInterval i) => (found.Seconds(i.Onset), found.Seconds(i.Offset + 1));
    }

    /// <summary>What was found, in the order of time.</summary>
    public static ResultTable Table(this VideoSpotting found) => new($"Found in {found.Name}",
        [new("From", "s", "0.00"), new("To", "s", "0.00"), new("First frame"), new("Last frame"), new("Duration", "s", "0.00"), new("Kind, by duration"), new("Score", Format: "0.000")],
        [.. found.Intervals.Select(i => new ResultRow(found.Seconds(i.Onset), found.Seconds(i.Offset + 1), i.Onset, i.Offset, found.Duration(i), Word(i.Kind), i.Score))])
    {
        Footnotes =
        [
            FormattableString.Invariant($"{found.Candidates.Count} intervals proposed; {(found.Threshold is double limit ? $"those that score more than {limit:0.000}" : "all")} count as found. Snippets last {found.Timing.SnippetSeconds:0.000} s{(found.Times.Vary ? " on average" : "")}: onsets and offsets are no finer."),
            FormattableString.Invariant($"Trained on {found.Recipe.Data}: {found.Recipe.Videos} videos of {found.Recipe.People} people. In videos of a person left out there: recall {found.Recipe.Threshold.HeldOut.Recall:0.00}, precision {found.Recipe.Threshold.HeldOut.Precision:0.00}. For this video nobody knows."),
            .. found.Remarks(),
        ],
    };

    /// <summary>Who else is there, and where the face is not to be seen.</summary>
    internal static IReadOnlyList<string> Remarks(this VideoSpotting found) =>
        FaceRemarks.Of(found.Features, found.WithoutFace, "nothing is reported there, nor where it comes back");

    /// <summary>An interval's onset, middle and offset, and what changed from onset to middle, side by side; null where no frame was seen.</summary>
    public static Frame? Strip(this VideoSpotting found, SpottedInterval interval) => found.Pictures.TryGetValue(interval, out IntervalPictures? seen)
        ? ContactSheet.Of([[seen.Onset, seen.Middle, seen.Offset, FrameChange.Of(seen.Onset, seen.Middle)]]) : null;

    /// <summary>How long an interval lasts, its last frame included, seconds.</summary>
    public static double Duration(this VideoSpotting found, SpottedInterval interval) => found.Seconds(interval.Offset + 1) - found.Seconds(interval.Onset);

    internal static string Word(ExpressionKind kind) => kind == ExpressionKind.Micro ? "micro-expression" : "macro-expression";

    internal static string ColorOf(ExpressionKind kind) => kind == ExpressionKind.Micro ? Palette.Micro : Palette.Macro;
}
