using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>
/// Numbers and labels of the snippets of one video on its time axis, with the expressions that are truly there tinted behind them: what
/// is looked at while a spotter is understood. For a finished result see <see cref="SpottingFigure"/>.
/// </summary>
public static class SnippetFigure
{
    private const double LaneHeight = 0.76;

    /// <summary>Panels of one video under each other.</summary>
    /// <param name="title">what they show</param>
    /// <param name="video">the video</param>
    /// <param name="panels">of this class's making, top to bottom</param>
    public static Figure Of(string title, SpottingVideo video, params IReadOnlyList<Panel> panels) =>
        new(title, new Axis("time (s)", 0, video.Frames / video.FramesPerSecond), panels);

    /// <summary>Curves with a value a snippet, drawn at its middle.</summary>
    /// <param name="video">the video</param>
    /// <param name="axis">what is measured</param>
    /// <param name="curves">name, values <c>[T]</c> and colour of each</param>
    public static Panel Curves(SpottingVideo video, Axis axis, params IReadOnlyList<(string Name, IReadOnlyList<float> Values, string Color)> curves) =>
        new(axis, [.. Truth(video, 0, 1), .. curves.Select(c => new LineTrace(c.Name, Time(video), [.. c.Values.Select(v => (double)v)], c.Color) { Width = 1.8 })], 150);

    /// <summary>One curve a class.</summary>
    /// <param name="video">the video</param>
    /// <param name="axis">what is measured</param>
    /// <param name="values"><c>[T, columns]</c>, row by row: micro, macro and, in a third column, background</param>
    public static Panel Classes(SpottingVideo video, Axis axis, IReadOnlyList<float> values)
    {
        int columns = values.Count / video.Features.Snippets;
        return Curves(video, axis,
        [
            .. Enum.GetValues<SnippetClass>().Take(columns).Select(c =>
                (Word(c), (IReadOnlyList<float>)[.. values.Where((_, i) => i % columns == (int)c)], Color(c))),
        ]);
    }

    /// <summary>Labels as lanes of tinted snippets under each other; the first lane is the truth, and the points are marked in it.</summary>
    /// <param name="video">the video</param>
    /// <param name="points">its labelled snippets</param>
    /// <param name="lanes">name and labels <c>[T, 3]</c> of 0 and 1, row by row, of each further lane</param>
    public static Panel Lanes(SpottingVideo video, IReadOnlyList<SnippetPoint> points, params IReadOnlyList<(string Name, IReadOnlyList<float> Labels)> lanes)
    {
        int count = lanes.Count + 1;
        double step = Step(video);
        string[] names = [.. lanes.Reverse().Select(l => l.Name), "truth"];
        var traces = new List<Trace>(Truth(video, Bottom(count - 1), Top(count - 1)).Select(t => ((SpanTrace)t) with { Opacity = 0.6 }));
        foreach (var (lane, (_, labels)) in lanes.Index())
            traces.AddRange(Enum.GetValues<SnippetClass>().Select(c => new SpanTrace(Word(c),
                [.. Enumerable.Range(0, video.Features.Snippets).Where(t => labels[3 * t + (int)c] > 0).Select(t => (t * step, (t + 1) * step))], Color(c))
            { Bottom = Bottom(count - 2 - lane), Top = Top(count - 2 - lane), Opacity = 0.6 }));
        traces.Add(new PointTrace("point label", [.. points.Select(p => (p.Snippet + 0.5) * step)], [.. points.Select(_ => count - 1.0)], Palette.Point));
        return new Panel(new Axis("") { Categories = names }, traces, 30 + 26 * count);

        double Bottom(int row) => (row + (1 - LaneHeight) / 2) / count;

        double Top(int row) => (row + (1 + LaneHeight) / 2) / count;
    }

    /// <summary>A heat map with a column a snippet.</summary>
    /// <param name="video">the video</param>
    /// <param name="axis">what the rows are, bottom to top</param>
    /// <param name="name">what the values are</param>
    /// <param name="rows">each <c>[T]</c></param>
    /// <param name="color">of 1; 0 is transparent</param>
    public static Panel Map(SpottingVideo video, Axis axis, string name, IReadOnlyList<IReadOnlyList<float>> rows, string color)
    {
        var values = new double[rows.Count, video.Features.Snippets];
        for (int r = 0; r < rows.Count; r++)
            for (int t = 0; t < video.Features.Snippets; t++)
                values[r, t] = rows[r][t];
        return new Panel(axis, [new HeatTrace(name, values, color) { XStart = Step(video) / 2, XStep = Step(video), Max = 1 }], 40 + 13 * rows.Count);
    }

    private static double Step(SpottingVideo video) => video.SnippetLength / video.FramesPerSecond;

    private static double[] Time(SpottingVideo video) => [.. Enumerable.Range(0, video.Features.Snippets).Select(t => (t + 0.5) * Step(video))];

    private static IEnumerable<Trace> Truth(SpottingVideo video, double bottom, double top) =>
    [
        .. new[] { ExpressionKind.Macro, ExpressionKind.Micro }.Select(kind => new SpanTrace(Word(SnippetClasses.Of(kind)),
            [.. video.Intervals.Where(i => i.Kind == kind).Select(i => ((i.Onset - 1) / video.FramesPerSecond, i.Offset / video.FramesPerSecond))],
            Color(SnippetClasses.Of(kind))) { Bottom = bottom, Top = top, InLegend = false }),
    ];

    private static string Word(SnippetClass snippetClass) => snippetClass switch
    {
        SnippetClass.Micro => "micro-expression",
        SnippetClass.Macro => "macro-expression",
        _ => "background",
    };

    private static string Color(SnippetClass snippetClass) => snippetClass switch
    {
        SnippetClass.Micro => Palette.Micro,
        SnippetClass.Macro => Palette.Macro,
        _ => Palette.Quiet,
    };
}
