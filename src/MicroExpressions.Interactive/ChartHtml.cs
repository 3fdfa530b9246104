using System.Net;
using System.Security.Cryptography;
using System.Text;
using Newtonsoft.Json.Linq;
using Plotly.NET;

namespace MicroExpressions.Interactive;

/// <summary>
/// How a chart of Plotly.NET stands in a page: in the form of the kit's own figures, which its site and its Jupyter draw too. Plotly.NET's
/// own form asks a server for plotly.js and has a random id, so that no two runs of a notebook give the same.
/// </summary>
internal static class ChartHtml
{
    /// <summary>One <c>&lt;div class="mex-chart"&gt;</c>, drawn by the plotly.js that the page has; no request leaves the page.</summary>
    internal static string ToHtml(GenericChart chart)
    {
        JObject whole = JObject.Parse(GenericChart.toJson(chart));
        string plotly = new JObject { ["data"] = whole["data"], ["layout"] = whole["layout"], ["config"] = whole["config"] }
            .ToString(Newtonsoft.Json.Formatting.None).Replace("</", "<\\/", StringComparison.Ordinal);
        string id = "mex-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plotly)))[..12];
        return $$"""
            <div class="mex-chart" id="{{id}}"><p><em>{{WebUtility.HtmlEncode(Summary(chart))}}: drawn where the page has plotly.js.</em></p></div>
            <script type="application/json" class="mex-plotly" data-for="{{id}}">{{plotly}}</script>
            <script>
            (function () {
              if (!window.Plotly) return;
              document.querySelectorAll('script.mex-plotly[data-for="{{id}}"]').forEach(function (source) {
                var place = source.previousElementSibling, chart = JSON.parse(source.textContent);
                place.textContent = '';
                Plotly.newPlot(place, chart.data, chart.layout, chart.config);
              });
            })();
            </script>
            """;
    }

    /// <summary>One line in plain text.</summary>
    internal static string Summary(GenericChart chart)
    {
        JObject whole = JObject.Parse(GenericChart.toJson(chart));
        string title = (whole["layout"]?["title"] switch { JObject t => (string?)t["text"], JToken t => (string?)t, null => null }) ?? "Plotly.NET chart";
        string kinds = string.Join(", ", whole["data"]!.GroupBy(trace => (string?)trace["type"] ?? "scatter").Select(g => $"{g.Count()} {g.Key}"));
        return $"{title} ({kinds})";
    }
}
