using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>What one of the published methods found in a video: figure, table, page, files.</summary>
public static class MethodSpottingReport
{
    /// <summary>The method's curve, where it has one, above all that it proposed at the height of its score; what counts as found is coloured.</summary>
    public static Figure Figure(this MethodSpotting found)
    {
        double end = found.Times.Seconds(found.Times.Count);
        SpottedInterval[] kept = [.. found.Intervals], others = [.. found.Candidates.Except(kept)];
        return new Figure($"{found.Method.Name} in {found.Name}", new Axis("time (s)", 0, end),
        [
            .. found.Timing is SnippetTiming timing && found.Curve.Count > 0 ? new[] { Curve(timing) } : [],
            new Panel(new Axis("score"),
            [
                .. others.Length > 0 ? new Trace[] { Bars("proposed, not counted", others, Palette.Quiet) } : [],
                .. kept.GroupBy(i => i.Kind).OrderByDescending(g => g.Key).Select(g => Bars(VideoSpottingReport.Word(g.Key), g, VideoSpottingReport.ColorOf(g.Key)) with { Width = 3 }),
                .. found.Threshold is double limit ? new Trace[] { new LineTrace("threshold", [0, end], [limit, limit], Palette.Quiet) { Dashed = true, Width = 1 } } : [],
            ], 170),
        ]);

        Panel Curve(SnippetTiming timing) => new(new Axis("expression?"),
        [
            .. new[] { ExpressionKind.Macro, ExpressionKind.Micro }.Select(kind => new SpanTrace(
                VideoSpottingReport.Word(kind), [.. kept.Where(i => i.Kind == kind).Select(Span)], VideoSpottingReport.ColorOf(kind)) { InLegend = false }),
            new LineTrace("each snippet", [.. found.Curve.Select((_, t) => found.Seconds(Math.Min(t * timing.Frames + timing.Frames / 2, found.Times.Count) + 1))], [.. found.Curve.Select(v => (double)v)], Palette.Prediction) { Width = 1.5 },
        ], 170);

        // a stroke from onset to offset at the height of the score; NaN lifts the pen
        LineTrace Bars(string name, IEnumerable<SpottedInterval> intervals, string color)
        {
            SpottedInterval[] inOrder = [.. intervals.OrderBy(i => i.Onset)];
            return new(name, [.. inOrder.SelectMany(i => new[] { Span(i).From, Span(i).To, Span(i).To })], [.. inOrder.SelectMany(i => new[] { i.Score, i.Score, double.NaN })], color);
        }

        (double From, double To) Span(SpottedInterval i) => (found.Seconds(i.Onset), found.Seconds(i.Offset + 1));
    }

    /// <summary>What was found, in the order of time.</summary>
    public static ResultTable Table(this MethodSpotting found) => new($"Found in {found.Name}",
        [new("From", "s", "0.00"), new("To", "s", "0.00"), new("First frame"), new("Last frame"), new("Duration", "s", "0.00"), new("Kind, by duration"), new("Score", Format: "0.000")],
        [.. found.Intervals.Select(i => new ResultRow(
            found.Seconds(i.Onset), found.Seconds(i.Offset + 1), i.Onset, i.Offset, found.Seconds(i.Offset + 1) - found.Seconds(i.Onset), VideoSpottingReport.Word(i.Kind), i.Score))])
    {
        Footnotes = [.. found.Remarks()],
    };

    /// <summary>A page that needs nothing else.</summary>
    public static HtmlPage Page(this MethodSpotting found)
    {
        var page = new HtmlPage($"Expressions spotted in {found.Name} by {found.Method.Name}");
        page.Lead(FormattableString.Invariant($"{found.Intervals.Count} intervals in {found.Times.Seconds(found.Times.Count):0.0} s of video ({found.Times.Count} frames).")).Warning("Candidates to look at, not measurements. How well the method does on this video is unknown.");
        page.Heading("What was found").Table(found.Table()).Figure(found.Figure());
        page.Heading("The method").Text($"{found.Method.Citation}. {(found.Recipe is MethodRecipe recipe ? $"Its {found.Method.Supervision} labels were those of {recipe.Data}; features: {recipe.Extractor.Name}; {recipe.Scale} scale, seed {recipe.Training.Seed}, kit {recipe.Kit}." : "Nothing was trained.")}");
        if (found.Method.Reconstructed.Length > 0)
            page.Text($"A reconstruction: {found.Method.Reconstructed}.");
        return page;
    }

    /// <summary>Writes <c>intervals.csv</c>, <c>intervals.json</c>, <c>megc.csv</c>, subtitles, ELAN's tiers, the figure and <c>index.html</c>.</summary>
    /// <param name="found">what was found</param>
    /// <param name="folder">where to; made if it is not there</param>
    /// <returns>the files</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(this MethodSpotting found, string folder) => SpottingFiles.Write(
        folder, found.Page(), found.File, [.. found.Intervals.Select(i => TimedAnnotation.Of(i, found.Times))],
        found.Intervals.Select(i => new MegcPrediction(found.Name, i.Onset, i.Offset, i.Kind)), new("scores.svg", "the figure", to => to.Write(found.Figure().ToSvg())),
        new("intervals.csv", "the intervals with frames, seconds, kind and score", to => SpottingFiles.WriteIntervals(to, found.Name, found.Intervals, found.Times)),
        new("intervals.json", "the same with all candidates, the curve and the recipe", to => to.Write(found.ToJson() + "\n")));

    /// <summary>Everything: video, method, intervals, candidates, curve, recipe.</summary>
    public static string ToJson(this MethodSpotting found) => SpottingFiles.ToJson(new
    {
        Video = found.Name,
        Frames = found.Times.Count,
        found.Times.FramesPerSecond,
        Method = found.Method.Id,
        SnippetFrames = found.Timing?.Frames,
        found.Threshold,
        WithoutFace = found.WithoutFace.Select(w => new[] { w.From, w.To }),
        Intervals = found.Intervals.Select(SpottingFiles.Interval),
        Candidates = found.Candidates.Select(SpottingFiles.Interval),
        found.Curve,
        Weights = found.Recipe is MethodRecipe recipe ? JsonDocument.Parse(recipe.ToJson()).RootElement : (object?)null,
    });

    private static IEnumerable<string> Remarks(this MethodSpotting found)
    {
        yield return found.Candidates.Count == 0 ? "Nothing was proposed." : FormattableString.Invariant($"{found.Candidates.Count} intervals proposed; {(found.Threshold is double limit ? $"those that score more than {limit:0.000} count" : "all count")} as found.");
        string printed = string.Join(", ", new[] { ("IX", "CAS(ME)²"), ("X", "SAMM-LV"), ("XI", "CAS(ME)³") }
            .Select(t => (Set: t.Item2, F1: SpottingTable.All.Single(s => s.Number == t.Item1).Rows.FirstOrDefault(r => r.Name == found.Method.Name)?.F1))
            .Where(t => t.F1 is not null).Select(t => FormattableString.Invariant($"{t.F1:.000} on {t.Set}")));
        yield return $"Method: {found.Method.Citation}.{(printed.Length > 0 ? $" Printed F1: {printed}." : "")}";
        if (found.Recipe is MethodRecipe recipe)
            yield return FormattableString.Invariant($"Trained on {recipe.Data}: {recipe.Videos} videos of {recipe.People} people. In videos of a person left out there: recall {recipe.Threshold.HeldOut.Recall:0.00}, precision {recipe.Threshold.HeldOut.Precision:0.00}. For this video nobody knows.");
        if (found.Features is not null)
            foreach (string remark in FaceRemarks.Of(found.Features, found.WithoutFace, "nothing is reported there, nor where it comes back"))
                yield return remark;
    }
}
