using System.Text.Json.Nodes;
using MicroExpressions.Reporting;
using Microsoft.FSharp.Collections;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Figure = MicroExpressions.Reporting.Figure;
using Trace = Plotly.NET.Trace;

namespace MicroExpressions.Interop;

/// <summary>A figure of the kit as a chart of Plotly.NET.</summary>
public static class PlotlyChart
{
    /// <summary>
    /// The chart that plotly.js draws from <see cref="PlotlyFigure.ToPlotly"/>. Axes are Plotly.NET's own, so that its styling adds to them;
    /// what else its styling sets takes the place of ours.
    /// </summary>
    public static GenericChart ToChart(this Figure figure)
    {
        JsonObject plotly = figure.ToPlotly();
        var layout = new Layout();
        foreach (var (name, value) in plotly["layout"]!.AsObject())
            layout.SetValue(name, IsAxis(name) ? Axis(value!.AsObject()) : (object)Token(value));
        IEnumerable<Trace> traces = plotly["data"]!.AsArray().Select(trace => Trace(trace!.AsObject()));
        return GenericChart.fromFigure(Plotly.NET.Figure.create(ListModule.OfSeq(traces), layout));
    }

    private static Trace Trace(JsonObject json)
    {
        var trace = new Trace(json["type"]!.GetValue<string>());
        foreach (var (name, value) in json.Where(member => member.Key != "type"))
            trace.SetValue(name, Token(value));
        return trace;
    }

    private static bool IsAxis(string name) =>
        name.StartsWith("xaxis", StringComparison.Ordinal) || name.StartsWith("yaxis", StringComparison.Ordinal);

    private static LinearAxis Axis(JsonObject json)
    {
        var axis = new LinearAxis();
        foreach (var (name, value) in json)
            axis.SetValue(name, Token(value));
        return axis;
    }

    /// <summary>Plotly.NET writes its charts with Newtonsoft.Json, which knows its own nodes only.</summary>
    private static JToken Token(JsonNode? value) => value is null ? JValue.CreateNull() : JToken.Parse(value.ToJsonString());
}
