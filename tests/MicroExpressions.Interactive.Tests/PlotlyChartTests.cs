using System.Text.Json.Nodes;
using MicroExpressions.Reporting;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.CSharp;
using Figure = MicroExpressions.Reporting.Figure;

namespace MicroExpressions.Interactive.Tests;

/// <summary>Expected is always what the kit itself hands to plotly.js.</summary>
public class PlotlyChartTests
{
    public static TheoryData<string> Named => [.. KitFigures.OfEveryKind.Keys, .. KitFigures.OfReports.Keys];

    private static Figure Drawn(string name) => KitFigures.OfEveryKind.GetValueOrDefault(name) ?? KitFigures.OfReports[name];

    [Theory, MemberData(nameof(Named))]
    public void A_chart_says_to_plotly_what_the_figure_says(string name) => AssertSame(name, Drawn(name).ToPlotly(), Drawn(name).ToChart());

    [Fact]
    public void Every_figure_in_the_notebooks_becomes_such_a_chart()
    {
        var figures = KitFigures.OfNotebooks().ToList();
        Assert.True(figures.Count >= 40, $"{figures.Count} figures in the notebooks");
        foreach ((string name, _, JsonObject plotly) in figures)
            AssertSame(name, plotly, PlotlyChart.Of(plotly));
    }

    [Fact]
    public void Styling_by_Plotly_NET_adds_to_the_figure_and_leaves_the_rest()
    {
        Figure figure = KitFigures.OfEveryKind["lines, points, spans"];
        GenericChart styled = figure.ToChart().WithXAxisStyle<double, double, string>(TitleText: "seconds");
        JObject layout = JObject.Parse(GenericChart.toFigureJson(styled)).Value<JObject>("layout")!;
        Assert.Equal("seconds", (string?)layout["xaxis"]!["title"]!["text"]);
        Assert.Equal([0, 4], layout["xaxis"]!["range"]!.Values<double>());
        Assert.Equal(figure.ToPlotly()["layout"]!["xaxis"]!["gridcolor"]!.GetValue<string>(), (string?)layout["xaxis"]!["gridcolor"]);
    }

    /// <summary>Unset and null are the same to plotly.js.</summary>
    private static void AssertSame(string name, JsonObject expected, GenericChart chart)
    {
        JObject figure = JObject.Parse(expected.ToJsonString()), drawn = JObject.Parse(GenericChart.toFigureJson(chart));
        foreach (JProperty unset in figure.Descendants().OfType<JProperty>().Where(p => p.Value.Type == JTokenType.Null).ToList())
            unset.Remove();
        foreach (string part in (string[])["data", "layout"])
            Assert.True(JToken.DeepEquals(figure[part], drawn[part]), $"{name}, {part}\nfigure {figure[part]}\nchart {drawn[part]}");
    }
}
