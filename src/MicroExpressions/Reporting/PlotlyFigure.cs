using System.Text.Json.Nodes;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="Figure"/> as the JSON that plotly.js draws: <c>{"data":[…],"layout":{…}}</c>.</summary>
public static class PlotlyFigure
{
    private const double Gap = 0.06;

    /// <summary>The Plotly figure; fonts and grid take their colours so that light and dark pages both work.</summary>
    public static JsonObject ToPlotly(this Figure figure)
    {
        var data = new JsonArray();
        var shapes = new JsonArray();
        var named = new HashSet<(string, string)>();
        var layout = new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = figure.Title, ["x"] = 0, ["xref"] = "paper", ["font"] = new JsonObject { ["size"] = 16 } },
            ["font"] = new JsonObject { ["family"] = "system-ui, Segoe UI, Noto Sans, DejaVu Sans, sans-serif", ["size"] = 13, ["color"] = "#7b8490" },
            ["paper_bgcolor"] = "rgba(0,0,0,0)",
            ["plot_bgcolor"] = "rgba(0,0,0,0)",
            ["hovermode"] = figure.X.Categories.Count > 0 ? "closest" : "x",
            ["barmode"] = "group",
            ["height"] = figure.Panels.Sum(p => p.Height) + 130,
            ["margin"] = new JsonObject { ["l"] = 70, ["r"] = 20, ["t"] = 70, ["b"] = 60 },
            ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["y"] = 1.02, ["yanchor"] = "bottom" },
            ["xaxis"] = AxisJson(figure.X, new JsonObject { ["anchor"] = figure.Panels.Count == 1 ? "y" : $"y{figure.Panels.Count}" }),
        };

        double total = figure.Panels.Sum(p => p.Height), above = 1;
        for (int p = 0; p < figure.Panels.Count; p++)
        {
            Panel panel = figure.Panels[p];
            string suffix = p == 0 ? "" : $"{p + 1}";
            double share = panel.Height / total;
            var domain = new JsonArray(Math.Max(0, above - share + (p == figure.Panels.Count - 1 ? 0 : Gap / 2)), above - (p == 0 ? 0 : Gap / 2));
            above -= share;
            layout["yaxis" + suffix] = AxisJson(panel.Y, new JsonObject { ["domain"] = domain });
            foreach (Trace trace in panel.Traces)
            {
                bool first = trace.InLegend && named.Add((trace.Name, trace.Color));   // one kept out of the legend takes no name from the next
                foreach (JsonObject drawn in Traces(trace, panel, shapes, "y" + suffix))
                {
                    drawn["name"] = trace.Name;
                    drawn["legendgroup"] = trace.Name;
                    drawn["showlegend"] = first;
                    drawn["xaxis"] = "x";
                    drawn["yaxis"] = "y" + suffix;
                    data.Add(drawn);
                    first = false;
                }
            }
        }
        layout["shapes"] = shapes;
        return new JsonObject { ["data"] = data, ["layout"] = layout };
    }

    private static JsonObject AxisJson(Axis axis, JsonObject json)
    {
        json["title"] = new JsonObject { ["text"] = axis.Title };
        json["gridcolor"] = "rgba(128,136,148,0.22)";
        json["zerolinecolor"] = "rgba(128,136,148,0.45)";
        json["automargin"] = true;
        if (axis.Categories.Count > 0)
        {
            json["tickmode"] = "array";
            json["tickvals"] = new JsonArray([.. Enumerable.Range(0, axis.Categories.Count).Select(i => (JsonNode)i)]);
            json["ticktext"] = new JsonArray([.. axis.Categories.Select(c => (JsonNode)c)]);
            json["range"] = new JsonArray(-0.5, axis.Categories.Count - 0.5);
        }
        else if (axis.Min is double min && axis.Max is double max)
        {
            json["range"] = new JsonArray(min, max);
        }
        return json;
    }

    private static IEnumerable<JsonObject> Traces(Trace trace, Panel panel, JsonArray shapes, string yAxis)
    {
        switch (trace)
        {
            case LineTrace line:
                yield return new JsonObject
                {
                    ["type"] = "scatter",
                    ["mode"] = "lines",
                    ["x"] = NumbersOrGap(line.X),
                    ["y"] = NumbersOrGap(line.Y),
                    ["line"] = new JsonObject { ["color"] = line.Color, ["width"] = line.Width, ["dash"] = line.Dashed ? "dash" : "solid" },
                    ["fill"] = line.Filled ? "tozeroy" : "none",
                };
                break;
            case PointTrace points:
                yield return new JsonObject
                {
                    ["type"] = "scatter",
                    ["mode"] = "markers",
                    ["x"] = NumbersOrGap(points.X),
                    ["y"] = NumbersOrGap(points.Y),
                    ["text"] = new JsonArray([.. points.Labels.Select(l => (JsonNode)l)]),
                    ["marker"] = new JsonObject { ["color"] = points.Color, ["size"] = points.Size },
                };
                break;
            case BarTrace bars:
                yield return new JsonObject
                {
                    ["type"] = "bar",
                    ["x"] = Numbers([.. Enumerable.Range(0, bars.Y.Count).Select(i => (double)i)]),
                    ["y"] = Numbers(bars.Y),
                    ["marker"] = new JsonObject { ["color"] = bars.Color },
                    ["error_y"] = bars.Error.Count == 0 ? null : new JsonObject { ["type"] = "data", ["array"] = Numbers(bars.Error) },
                };
                break;
            case SpanTrace spans:
                foreach ((double from, double to) in spans.Intervals)
                    shapes.Add(new JsonObject
                    {
                        ["type"] = "rect",
                        ["xref"] = "x",
                        ["yref"] = yAxis + " domain",
                        ["x0"] = from,
                        ["x1"] = to,
                        ["y0"] = spans.Bottom,
                        ["y1"] = spans.Top,
                        ["fillcolor"] = spans.Color,
                        ["opacity"] = spans.Opacity,
                        ["layer"] = "below",
                        ["line"] = new JsonObject { ["width"] = 0 },
                    });
                // a shape has no legend entry and no hover: an empty marker stands for it
                yield return new JsonObject
                {
                    ["type"] = "scatter",
                    ["mode"] = "markers",
                    ["x"] = new JsonArray((JsonNode?)null),
                    ["y"] = new JsonArray((JsonNode?)null),
                    ["marker"] = new JsonObject { ["color"] = spans.Color, ["opacity"] = Math.Max(spans.Opacity, 0.4), ["symbol"] = "square", ["size"] = 12 },
                };
                break;
            case HeatTrace heat:
                yield return new JsonObject
                {
                    ["type"] = "heatmap",
                    ["z"] = new JsonArray([.. Enumerable.Range(0, heat.Values.GetLength(0)).Select(r =>
                        (JsonNode)Numbers([.. Enumerable.Range(0, heat.Values.GetLength(1)).Select(c => heat.Values[r, c])]))]),
                    ["x0"] = heat.XStart,
                    ["dx"] = heat.XStep,
                    ["zmin"] = heat.Min,
                    ["zmax"] = heat.Max,
                    ["zauto"] = heat.Max is null,
                    ["showscale"] = panel.Traces.Count == 1,
                    ["colorscale"] = new JsonArray(new JsonArray(0, "rgba(128,136,148,0.05)"), new JsonArray(1, heat.Color)),
                    ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = heat.Name, ["side"] = "right" }, ["thickness"] = 12 },
                };
                break;
            default:
                throw new ArgumentException($"a trace of type {trace.GetType().Name} has no Plotly form");
        }
    }

    // plotly.js leaves a trace without any position out of the legend; one with a gap stays in it
    private static JsonArray NumbersOrGap(IReadOnlyList<double> values) => Numbers(values.Count > 0 ? values : [double.NaN]);

    // JSON has no NaN: a gap is null
    private static JsonArray Numbers(IReadOnlyList<double> values) =>
        new([.. values.Select(v => double.IsFinite(v) ? (JsonNode?)JsonValue.Create(v) : null)]);
}
