using System.Security.Cryptography;
using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="Figure"/> for any page: its still picture, over which plotly.js draws the interactive one if the page has it.</summary>
public static class HtmlFigure
{
    /// <summary>One <c>&lt;div class="mex-figure"&gt;</c>; no request leaves the page.</summary>
    public static string ToHtml(this Figure figure)
    {
        string plotly = figure.ToPlotly().ToJsonString().Replace("</", "<\\/");
        string id = "mex-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plotly)))[..12];
        return $$"""
            <div class="mex-figure" id="{{id}}">{{figure.ToSvg()}}</div>
            <script type="application/json" class="mex-plotly" data-for="{{id}}">{{plotly}}</script>
            <script>
            (function () {
              if (!window.Plotly) return;
              document.querySelectorAll('script.mex-plotly[data-for="{{id}}"]').forEach(function (source) {
                var place = source.previousElementSibling, figure = JSON.parse(source.textContent);
                place.textContent = '';
                Plotly.newPlot(place, figure.data, figure.layout, { responsive: true, displaylogo: false });
              });
            })();
            </script>
            """;
    }
}
