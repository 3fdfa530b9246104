using System.Globalization;
using System.Net;
using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>
/// A <see cref="Figure"/> as a still SVG picture: the same on every machine, no browser or script needed. Text and axes take the
/// page's colour, so it reads in light and dark.
/// </summary>
public static class SvgFigure
{
    private const int Left = 66, Right = 18, Under = 46, BetweenPanels = 16, LegendRow = 20;

    /// <summary>The <c>&lt;svg&gt;</c> element.</summary>
    public static string ToSvg(this Figure figure)
    {
        var svg = new StringBuilder();
        IReadOnlyList<Trace[]> legend = LegendRows(figure);
        int top = 34 + legend.Count * LegendRow + 6;
        int height = top + figure.Panels.Sum(p => p.Height) + (figure.Panels.Count - 1) * BetweenPanels + Under;
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {figure.Width} {height}\" width=\"{figure.Width}\" height=\"{height}\" role=\"img\" font-family=\"system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif\" font-size=\"12\" fill=\"currentColor\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Encode(figure.Summary)}</title>\n<text x=\"{Left}\" y=\"20\" font-size=\"15\" font-weight=\"600\">{Encode(figure.Title)}</text>\n");
        Legend(svg, legend);

        double left = LeftOf(figure), wide = figure.Width - left - Right;
        (double Min, double Max) x = AxisTicks.Range(figure.X, figure.Panels.SelectMany(p => p.Traces).SelectMany(SvgTraces.Xs));
        int y = top;
        for (int p = 0; p < figure.Panels.Count; p++)
        {
            Panel panel = figure.Panels[p];
            IEnumerable<double> ys = panel.Traces.SelectMany(SvgTraces.Ys);
            var area = new PlotArea(left, y, wide, panel.Height, x, AxisTicks.Range(panel.Y, ys));
            HorizontalGrid(svg, area, panel.Y);
            VerticalGrid(svg, area, figure.X, labels: p == figure.Panels.Count - 1);
            svg.Append(CultureInfo.InvariantCulture, $"<svg x=\"{area.Left}\" y=\"{area.Top}\" width=\"{N(area.Width)}\" height=\"{N(area.Height)}\" viewBox=\"{area.Left} {area.Top} {N(area.Width)} {N(area.Height)}\" overflow=\"hidden\">\n");
            SvgTraces.Draw(svg, panel, area);
            svg.Append("</svg>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(15 {N(area.Top + area.Height / 2)}) rotate(-90)\" text-anchor=\"middle\">{Encode(panel.Y.Title)}</text>\n");
            y += panel.Height + BetweenPanels;
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(left + wide / 2)}\" y=\"{height - 8}\" text-anchor=\"middle\">{Encode(figure.X.Title)}</text>\n");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Room for the longest category beside its axis's title.</summary>
    private static double LeftOf(Figure figure) => figure.Panels
        .Select(p => p.Y.Categories.Select(c => Math.Ceiling(c.Length * Glyph)).DefaultIfEmpty(0).Max() + (p.Y.Title.Length > 0 ? 40 : 12)).Append(Left).Max();

    /// <summary>A number as SVG reads it, to a hundredth of a pixel.</summary>
    internal static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    internal static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static void HorizontalGrid(StringBuilder svg, PlotArea area, Axis axis)
    {
        IReadOnlyList<double> ticks = axis.Categories.Count > 0
            ? [.. Enumerable.Range(0, axis.Categories.Count).Select(i => (double)i)]
            : AxisTicks.Of(area.Y.Min, area.Y.Max, Math.Max(2, (int)area.Height / 45));
        foreach (double tick in ticks)
        {
            string at = N(area.AtY(tick));
            if (axis.Categories.Count == 0)
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{area.Left} {at}h{N(area.Width)}\" stroke=\"currentColor\" stroke-opacity=\"{(tick == 0 ? "0.4" : "0.13")}\"/>");
            string label = axis.Categories.Count > 0 ? axis.Categories[(int)tick] : AxisTicks.Label(tick, ticks);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{area.Left - 7}\" y=\"{at}\" dy=\"0.35em\" text-anchor=\"end\" fill-opacity=\"0.75\">{Encode(label)}</text>\n");
        }
    }

    private static void VerticalGrid(StringBuilder svg, PlotArea area, Axis axis, bool labels)
    {
        bool named = axis.Categories.Count > 0;
        IReadOnlyList<double> ticks = named
            ? [.. Enumerable.Range(0, axis.Categories.Count).Select(i => (double)i)]
            : AxisTicks.Of(area.X.Min, area.X.Max, (int)area.Width / 90);
        foreach (double tick in ticks)
        {
            string at = N(area.AtX(tick));
            if (!named)
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{at} {area.Top}v{N(area.Height)}\" stroke=\"currentColor\" stroke-opacity=\"0.08\"/>");
            if (labels)
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{at}\" y=\"{N(area.Top + area.Height + 17)}\" text-anchor=\"middle\" fill-opacity=\"0.75\">{Encode(named ? axis.Categories[(int)tick] : AxisTicks.Label(tick, ticks))}</text>\n");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{area.Left} {N(area.Top + area.Height)}h{N(area.Width)}\" stroke=\"currentColor\" stroke-opacity=\"0.4\"/>\n");
    }

    private static List<Trace[]> LegendRows(Figure figure)
    {
        var rows = new List<Trace[]>();
        var row = new List<Trace>();
        double used = 0;
        foreach (Trace trace in figure.Panels.SelectMany(p => p.Traces).Where(t => t.InLegend).DistinctBy(t => (t.Name, t.Color)))
        {
            double width = LegendWidth(trace);
            if (used + width > figure.Width - Left - Right && row.Count > 0)
            {
                rows.Add([.. row]);
                row.Clear();
                used = 0;
            }
            row.Add(trace);
            used += width;
        }
        if (row.Count > 0)
            rows.Add([.. row]);
        return rows;
    }

    private static void Legend(StringBuilder svg, IReadOnlyList<Trace[]> rows)
    {
        for (int r = 0; r < rows.Count; r++)
        {
            double x = Left, y = 38 + r * LegendRow;
            foreach (Trace trace in rows[r])
            {
                svg.Append(SvgTraces.LegendMark(trace, x, y));
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x + 27)}\" y=\"{N(y)}\" dy=\"0.35em\">{Encode(trace.Name)}</text>\n");
                x += LegendWidth(trace);
            }
        }
    }

    // no font metrics without a font: the mean glyph of a sans-serif at 12 px is about so wide
    private const double Glyph = 6.4;

    private static double LegendWidth(Trace trace) => 27 + trace.Name.Length * Glyph + 18;
}

/// <summary>Where a panel lies in the picture, and how values become pixels.</summary>
internal readonly record struct PlotArea(double Left, double Top, double Width, double Height, (double Min, double Max) X, (double Min, double Max) Y)
{
    internal double AtX(double value) => Left + (value - X.Min) / (X.Max - X.Min) * Width;

    internal double AtY(double value) => Top + Height - (value - Y.Min) / (Y.Max - Y.Min) * Height;
}
