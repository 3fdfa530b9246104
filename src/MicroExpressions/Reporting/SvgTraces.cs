using System.Globalization;
using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>How each kind of trace is drawn in SVG, and which values its axes must hold.</summary>
internal static class SvgTraces
{
    private static string N(double value) => SvgFigure.N(value);

    /// <summary>Values that the horizontal axis must hold.</summary>
    internal static IEnumerable<double> Xs(Trace trace) => trace switch
    {
        LineTrace line => line.X,
        PointTrace points => points.X,
        SpanTrace spans => spans.Intervals.SelectMany(i => new[] { i.From, i.To }),
        HeatTrace heat => [heat.XStart - heat.XStep / 2, heat.XStart + (heat.Values.GetLength(1) - 0.5) * heat.XStep],
        _ => [],
    };

    /// <summary>Values that the vertical axis must hold.</summary>
    internal static IEnumerable<double> Ys(Trace trace) => trace switch
    {
        LineTrace line => line.Filled ? line.Y.Append(0) : line.Y,
        PointTrace points => points.Y,
        BarTrace bars => bars.Y.Select((v, i) => v + (bars.Error.Count > 0 ? bars.Error[i] : 0)).Append(0),
        HeatTrace heat => [-0.5, heat.Values.GetLength(0) - 0.5],
        _ => [],
    };

    /// <summary>Draws all traces of a panel, spans behind the rest.</summary>
    internal static void Draw(StringBuilder svg, Panel panel, PlotArea area)
    {
        BarTrace[] bars = [.. panel.Traces.OfType<BarTrace>()];
        foreach (SpanTrace spans in panel.Traces.OfType<SpanTrace>())
            Spans(svg, spans, area);
        foreach (Trace trace in panel.Traces)
            switch (trace)
            {
                case LineTrace line:
                    Line(svg, line, area);
                    break;
                case PointTrace points:
                    Points(svg, points, area);
                    break;
                case BarTrace bar:
                    Bars(svg, bar, Array.IndexOf(bars, bar), bars.Length, area);
                    break;
                case HeatTrace heat:
                    Heat(svg, heat, area);
                    break;
            }
    }

    /// <summary>The mark that stands for a trace in the legend, 20 px wide.</summary>
    internal static string LegendMark(Trace trace, double x, double y) => trace switch
    {
        LineTrace line => $"<path d=\"M{N(x)} {N(y)}h20\" stroke=\"{line.Color}\" stroke-width=\"{N(line.Width)}\"{(line.Dashed ? " stroke-dasharray=\"5 4\"" : "")}/>",
        PointTrace points => $"<circle cx=\"{N(x + 10)}\" cy=\"{N(y)}\" r=\"4\" fill=\"{points.Color}\"/>",
        SpanTrace spans => $"<rect x=\"{N(x)}\" y=\"{N(y - 6)}\" width=\"20\" height=\"12\" fill=\"{spans.Color}\" fill-opacity=\"{N(Math.Max(spans.Opacity, 0.4))}\"/>",
        _ => $"<rect x=\"{N(x + 4)}\" y=\"{N(y - 6)}\" width=\"12\" height=\"12\" fill=\"{trace.Color}\"/>",
    };

    private static void Line(StringBuilder svg, LineTrace line, PlotArea area)
    {
        var path = new StringBuilder();
        foreach ((int from, int to) in Runs(line.Y))
        {
            string run = string.Join('L', Enumerable.Range(from, to - from).Select(i => $"{N(area.AtX(line.X[i]))} {N(area.AtY(line.Y[i]))}"));
            path.Append('M').Append(run);
            if (line.Filled)
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(area.AtX(line.X[from]))} {N(area.AtY(0))}L{run}V{N(area.AtY(0))}Z\" fill=\"{line.Color}\" fill-opacity=\"0.18\"/>");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"{line.Color}\" stroke-width=\"{N(line.Width)}\" stroke-linejoin=\"round\"{(line.Dashed ? " stroke-dasharray=\"6 4\"" : "")}/>\n");
    }

    /// <summary>The stretches of finite values: from, up to but without to.</summary>
    private static IEnumerable<(int From, int To)> Runs(IReadOnlyList<double> values)
    {
        for (int from = 0, to; from < values.Count; from = to + 1)
        {
            for (to = from; to < values.Count && double.IsFinite(values[to]); to++) { }
            if (to > from)
                yield return (from, to);
        }
    }

    private static void Points(StringBuilder svg, PointTrace points, PlotArea area)
    {
        for (int i = 0; i < points.X.Count; i++)
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(area.AtX(points.X[i]))}\" cy=\"{N(area.AtY(points.Y[i]))}\" r=\"{N(points.Size / 2)}\" fill=\"{points.Color}\">{(points.Labels.Count > 0 ? $"<title>{SvgFigure.Encode(points.Labels[i])}</title>" : "")}</circle>");
        svg.Append('\n');
    }

    private static void Bars(StringBuilder svg, BarTrace bars, int index, int count, PlotArea area)
    {
        double width = 0.76 / count;
        for (int i = 0; i < bars.Y.Count; i++)
        {
            if (!double.IsFinite(bars.Y[i]))
                continue;
            double left = area.AtX(i - 0.38 + index * width), right = area.AtX(i - 0.38 + (index + 1) * width), middle = (left + right) / 2;
            double zero = area.AtY(0), end = area.AtY(bars.Y[i]);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(left + 0.5)}\" y=\"{N(Math.Min(zero, end))}\" width=\"{N(right - left - 1)}\" height=\"{N(Math.Abs(zero - end))}\" fill=\"{bars.Color}\"/>");
            if (bars.Error.Count > 0)
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(middle)} {N(area.AtY(bars.Y[i] - bars.Error[i]))}V{N(area.AtY(bars.Y[i] + bars.Error[i]))}\" stroke=\"currentColor\" stroke-width=\"1.5\"/>");
        }
        svg.Append('\n');
    }

    private static void Spans(StringBuilder svg, SpanTrace spans, PlotArea area)
    {
        foreach ((double from, double to) in spans.Intervals)
        {
            double left = area.AtX(from), width = Math.Max(1, area.AtX(to) - left);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(left)}\" y=\"{N(area.Top + area.Height * (1 - spans.Top))}\" width=\"{N(width)}\" height=\"{N(area.Height * (spans.Top - spans.Bottom))}\" fill=\"{spans.Color}\" fill-opacity=\"{N(spans.Opacity)}\"/>");
        }
        svg.Append('\n');
    }

    private static void Heat(StringBuilder svg, HeatTrace heat, PlotArea area)
    {
        int rows = heat.Values.GetLength(0), columns = heat.Values.GetLength(1);
        double max = heat.Max ?? heat.Values.Cast<double>().Where(double.IsFinite).DefaultIfEmpty(1).Max();
        svg.Append("<g shape-rendering=\"crispEdges\">\n");    // cells end on whole pixels: no seams between them, nothing drawn twice
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < columns; c++)
            {
                double share = max > heat.Min ? Math.Clamp((heat.Values[r, c] - heat.Min) / (max - heat.Min), 0, 1) : 0;
                if (!double.IsFinite(share) || share < 0.005)
                    continue;
                double left = area.AtX(heat.XStart + (c - 0.5) * heat.XStep), right = area.AtX(heat.XStart + (c + 0.5) * heat.XStep);
                double upper = area.AtY(r + 0.5), lower = area.AtY(r - 0.5);
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(left)}\" y=\"{N(upper)}\" width=\"{N(right - left)}\" height=\"{N(lower - upper)}\" fill=\"{heat.Color}\" fill-opacity=\"{N(share)}\"/>");
            }
        svg.Append("</g>\n");
    }
}
