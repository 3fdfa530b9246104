using System.Text.Json.Nodes;
using DynamicObj;
using MicroExpressions.Reporting;
using Microsoft.FSharp.Collections;
using Newtonsoft.Json.Linq;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;
using Figure = MicroExpressions.Reporting.Figure;
using Trace = Plotly.NET.Trace;

namespace MicroExpressions.Interactive;

/// <summary>A figure of the kit as a chart of Plotly.NET.</summary>
public static class PlotlyChart
{
    /// <summary>
    /// The chart that plotly.js draws from <see cref="PlotlyFigure.ToPlotly"/>, member for member. Axes, titles, lines, markers and the
    /// like are Plotly.NET's own types, so that its styling adds to ours.
    /// </summary>
    public static GenericChart ToChart(this Figure figure) => Of(figure.ToPlotly());

    /// <summary>The chart of a Plotly figure <c>{"data":[…],"layout":{…}}</c> whose traces lie in Cartesian axes.</summary>
    internal static GenericChart Of(JsonObject plotly)
    {
        IEnumerable<Trace> traces = plotly["data"]!.AsArray().Select(trace => Traced(trace!.AsObject()));
        var layout = (Layout)Filled(new Layout(), plotly["layout"]!.AsObject());
        return GenericChart.fromFigure(Plotly.NET.Figure.create(ListModule.OfSeq(traces), layout));
    }

    private static Trace Traced(JsonObject json) => (Trace)Filled(new Trace2D(json["type"]!.GetValue<string>()), json.Where(member => member.Key != "type"));

    /// <summary>What has no value stays unset, which plotly.js takes for the same.</summary>
    private static DynamicObj.DynamicObj Filled(DynamicObj.DynamicObj place, IEnumerable<KeyValuePair<string, JsonNode?>> members)
    {
        foreach ((string name, JsonNode? value) in members.Where(member => member.Value is not null))
            place.SetProperty(name, Typed(name, value!));
        return place;
    }

    private static object Typed(string name, JsonNode value) => (name.TrimEnd(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']), value) switch
    {
        ("xaxis" or "yaxis", JsonObject axis) => Filled(new LinearAxis(), axis),
        ("title", JsonObject title) => Filled(new Title(), title),
        ("font", JsonObject font) => Filled(new Font(), font),
        ("legend", JsonObject legend) => Filled(new Legend(), legend),
        ("margin", JsonObject margin) => Filled(new Margin(), margin),
        ("line", JsonObject line) => Filled(new Line(), line),
        ("marker", JsonObject marker) => Filled(new Marker(), marker),
        ("error_y", JsonObject error) => Filled(new Error(), error),
        ("colorbar", JsonObject bar) => Filled(new ColorBar(), bar),
        ("shapes", JsonArray shapes) => shapes.Select(shape => (Shape)Filled(new Shape(), shape!.AsObject())).ToArray(),
        // Plotly.NET looks for a size of its own type
        ("width" or "height", JsonValue) when value.AsValue().TryGetValue(out int pixels) => pixels,
        // it writes its charts with Newtonsoft.Json, which knows its own nodes only
        _ => JToken.Parse(value.ToJsonString()),
    };
}
