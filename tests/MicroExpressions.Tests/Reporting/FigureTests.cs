using System.Text.Json.Nodes;
using System.Xml.Linq;
using MicroExpressions.Reporting;

namespace MicroExpressions.Tests.Reporting;

public class FigureTests
{
    internal static readonly Figure Trajectories = new("Intensity of <one> clip", new Axis("time (s)"),
    [
        new Panel(new Axis("intensity", 0, 1.05),
        [
            new SpanTrace("micro-expression", [(0.1, 0.45)], Palette.Micro),
            new LineTrace("truth", [0, 0.1, 0.2, 0.3, 0.4, 0.5], [0, 0, 0.8, 1, 0.5, 0], Palette.Truth) { Filled = true },
            new LineTrace("pseudo label", [0, 0.1, 0.25, 0.45, 0.5], [double.NaN, 0, 1, 0, double.NaN], Palette.PseudoLabel) { Dashed = true },
            new PointTrace("point label", [0.3], [1], Palette.Point) { Labels = ["frame 9"] },
        ]),
        new Panel(new Axis("attention"), [new HeatTrace("similarity", new double[,] { { 0, 0.5, 1 }, { 1, double.NaN, 0 } }, Palette.Prediction) { XStep = 0.2 }], Height: 120),
    ]);

    internal static readonly Figure Bars = new("F1", new Axis("") { Categories = ["Lab", "One to one"] },
    [
        new Panel(new Axis("F1 (overall)"),
        [
            new BarTrace("baseline", [0.27, 0.21], Palette.Series[0]) { Error = [0.02, 0.01] },
            new BarTrace("+ MPLG", [0.34, double.NaN], Palette.Series[1]) { Error = [0.01, 0] },
        ]),
    ]);

    [Fact]
    public void The_still_picture_is_well_formed_and_names_every_trace()
    {
        var svg = XDocument.Parse(Trajectories.ToSvg());
        string text = string.Concat(svg.DescendantNodes().OfType<XText>().Select(t => t.Value + "|"));
        Assert.Contains("Intensity of <one> clip|", text);
        foreach (string name in new[] { "truth", "pseudo label", "point label", "similarity", "micro-expression", "time (s)", "intensity", "attention" })
            Assert.Contains(name + "|", text);
    }

    [Fact]
    public void The_still_picture_takes_its_text_colour_from_the_page() => Assert.Contains("fill=\"currentColor\"", Trajectories.ToSvg());

    [Fact]
    public void The_longest_category_has_room_beside_its_axis_title()
    {
        Assert.Equal(66, LeftOf("one"));
        Assert.Equal(40 + 103.0, LeftOf("sixteen letters."), 1e-9);   // a glyph is 6.4 pixels wide, the room whole pixels

        static double LeftOf(string category) => (double)XDocument.Parse(
            new Figure("t", new Axis("x"), [new Panel(new Axis("labels") { Categories = [category] }, [new LineTrace("l", [0, 1], [0, 0], "#000000")])]).ToSvg())
            .Descendants().Where(e => e.Name.LocalName == "svg").ElementAt(1).Attribute("x")!;
    }

    [Fact]
    public void A_NaN_interrupts_a_line()
    {
        var figure = new Figure("t", new Axis("x"), [new Panel(new Axis("y"), [new LineTrace("l", [0, 1, 2, 3, 4], [0, 1, double.NaN, 1, 0], "#000000")])]);
        string path = (string)XDocument.Parse(figure.ToSvg()).Descendants().Last(e => (string?)e.Attribute("fill") == "none").Attribute("d")!;
        Assert.Equal(2, path.Count(c => c == 'M'));
        Assert.DoesNotContain("NaN", figure.ToSvg());
    }

    [Fact]
    public void A_bar_that_has_no_value_is_left_out()
    {
        int bars = XDocument.Parse(Bars.ToSvg()).Descendants().Count(e => e.Name.LocalName == "rect");
        Assert.Equal(3 + 2, bars); // three values, two legend marks
    }

    [Fact]
    public void Plotly_gets_one_vertical_axis_a_panel_and_null_for_NaN()
    {
        JsonObject plotly = Trajectories.ToPlotly();
        Assert.NotNull(plotly["layout"]!["yaxis"]);
        Assert.NotNull(plotly["layout"]!["yaxis2"]);
        Assert.Null(plotly["layout"]!["yaxis3"]);
        JsonNode dashed = plotly["data"]!.AsArray().Single(t => (string?)t!["name"] == "pseudo label")!;
        Assert.Null(dashed["y"]![0]);
        Assert.Equal("dash", (string?)dashed["line"]!["dash"]);
        Assert.Equal("y2", (string?)plotly["data"]!.AsArray().Single(t => (string?)t!["type"] == "heatmap")!["yaxis"]);
    }

    [Fact]
    public void The_legend_names_a_trace_that_stands_in_two_panels_once()
    {
        var line = new LineTrace("attention", [0, 1], [0, 1], Palette.Prediction);
        var figure = new Figure("t", new Axis("x"), [new Panel(new Axis("a"), [line]), new Panel(new Axis("b"), [line])]);
        Assert.Equal([true, false], figure.ToPlotly()["data"]!.AsArray().Select(t => (bool)t!["showlegend"]!));
        Assert.Single(XDocument.Parse(figure.ToSvg()).Descendants(), e => e.Name.LocalName == "text" && e.Value == "attention");
    }

    [Fact]
    public void A_span_kept_out_of_the_legend_takes_no_name_from_the_curve_after_it()
    {
        var figure = new Figure("t", new Axis("x"),
        [
            new Panel(new Axis("truth"), [new SpanTrace("micro-expression", [(0, 1)], Palette.Micro) { InLegend = false }]),
            new Panel(new Axis("score"), [new LineTrace("micro-expression", [0, 1], [0, 1], Palette.Micro)]),
        ]);
        Assert.Equal([false, true], figure.ToPlotly()["data"]!.AsArray().Select(t => (bool)t!["showlegend"]!));
        Assert.Single(XDocument.Parse(figure.ToSvg()).Descendants(), e => e.Name.LocalName == "text" && e.Value == "micro-expression");
    }

    [Theory]
    [InlineData(0, 1, 5, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1.0 })]
    [InlineData(-3, 3, 3, new[] { -2.0, 0, 2 })]
    [InlineData(0, 0.05, 5, new[] { 0, 0.01, 0.02, 0.03, 0.04, 0.05 })]
    public void Ticks_are_round_numbers_inside_the_range(double min, double max, int about, double[] expected)
    {
        var figure = new Figure("t", new Axis("x", min, max), [new Panel(new Axis("y"), [new LineTrace("l", [min, max], [0, 1], "#000000")])]) { Width = 84 + about * 90 };
        var labels = XDocument.Parse(figure.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text" && (string?)e.Attribute("text-anchor") == "middle" && e.Attribute("transform") is null)
            .Select(e => e.Value).SkipLast(1).Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(expected.Length, labels.Length);
        Assert.All(expected.Zip(labels), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Plain_text_says_what_the_figure_shows()
    {
        Assert.Equal("F1: F1 (overall) of baseline, + MPLG", Bars.Summary);
        Assert.EndsWith("similarity over time (s)", Trajectories.Summary);
    }
}
