using System.Text;
using System.Text.Json.Nodes;
using MicroExpressions.Notebooks.Tests;
using MicroExpressions.Notebooks.Tests.Browser;
using MicroExpressions.Reporting;
using Plotly.NET;

namespace MicroExpressions.Interactive.Tests.Browser;

/// <summary>
/// The kit's figure, Plotly.NET's own page of its chart and what a notebook shows of the chart, drawn beside each other by one plotly.js
/// and compared by what it made of them. Pictures go to <c>artifacts/screenshots</c>.
/// </summary>
[Collection(FullMachine.Name)]
public sealed class ChartInBrowserTests : IDisposable
{
    /// <summary>What plotly.js made of a place: traces with their types and sizes, axes, and the picture without the numbers it draws by lot.</summary>
    private const string Made = """
        // what is drawn twice has the same attributes in another order
        window.drawn = function (node) {
          if (node.nodeType === 3) return node.textContent;
          var style = s => s.split(';').map(p => p.trim()).sort().join(';');
          return '<' + node.tagName + ' ' + [...node.attributes].map(a => a.name + '=' + (a.name === 'style' ? style(a.value) : a.value)).sort().join(' ') + '>' + [...node.childNodes].map(drawn).join('') + '</>';
        };
        window.made = function (gd) {
          var axes = Object.keys(gd._fullLayout).filter(k => /^[xy]axis\d*$/.test(k)).sort();
          return {
            traces: gd._fullData.map(t => [t.type, t.mode, t.name, t.visible, t.showlegend, t.xaxis, t.yaxis, (t.x || []).length, (t.y || []).length, (t.z || []).length, (t.line || {}).color, (t.marker || {}).color].join('|')),
            axes: axes.map(k => [k, gd._fullLayout[k].title.text, gd._fullLayout[k].range.join(' '), (gd._fullLayout[k].ticktext || []).join(' ')].join('|')),
            shapes: gd._fullLayout.shapes.length,
            title: gd._fullLayout.title.text,
            svg: gd._fullData.map(t => t.uid).concat(gd._fullLayout._uid).reduce((svg, lot) => svg.split(lot).join(''), [...gd.querySelectorAll('.main-svg')].map(drawn).join(''))
          };
        };
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mex-charts").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Figures_of_every_kind_and_of_the_reports_are_drawn_alike()
    {
        var figures = KitFigures.OfEveryKind.Concat(KitFigures.OfReports).ToDictionary(f => f.Key, f => f.Value);
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        await using Chromium browser = await Chromium.StartAsync(920, 1400);
        IReadOnlyList<JsonNode> made = await DrawAsync(browser, "charts", [.. figures.Select(f => (f.Key, f.Value.ToHtml(), f.Value.ToChart()))]);
        foreach ((MicroExpressions.Reporting.Figure figure, JsonNode chart) in figures.Values.Zip(made))
        {
            // against the figure itself, not only against what the kit's own markup gave
            Assert.Equal(figure.Title, (string?)chart["title"]);
            Assert.Equal(figure.Panels.Sum(p => p.Traces.Count), chart["traces"]!.AsArray().Count);
            Assert.Equal(figure.Panels.SelectMany(p => p.Traces).OfType<SpanTrace>().Sum(s => s.Intervals.Count), (int)chart["shapes"]!);
            string[] axes = [.. chart["axes"]!.AsArray().Select(a => ((string)a!).Split('|')[1])];
            Assert.Equal([figure.X.Title, .. figure.Panels.Select(p => p.Y.Title)], axes);
        }
    }

    [Fact]
    public async Task Every_figure_of_the_notebooks_is_drawn_alike()
    {
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        await using Chromium browser = await Chromium.StartAsync(920, 1400);
        int page = 0;
        foreach (var some in KitFigures.OfNotebooks().Chunk(6))
            await DrawAsync(browser, $"notebook-charts-{++page}", [.. some.Select(f => (f.Name, f.Html, PlotlyChart.Of(f.Plotly)))]);
    }

    [Fact]
    public async Task The_library_of_a_notebook_comes_into_a_page_that_has_a_loader_of_modules_and_asks_for_nothing()
    {
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        string page = Path.Combine(_folder, "notebook.html");
        File.WriteAllText(page, "<!doctype html><meta charset=\"utf-8\"><script>window.asked = 0; window.define = () => asked++; window.define.amd = {};</script>"
            + PlotlyLibrary.Html + PlotlyLibrary.Html + ChartHtml.ToHtml(KitFigures.OfEveryKind["bars on categories"].ToChart()));
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(new Uri(page).AbsoluteUri);
        await browser.WaitAsync("document.querySelectorAll('.mex-chart .bars path').length >= 5");
        Assert.Equal(0, (int)(await browser.EvaluateAsync("asked"))!);
        Assert.Empty(browser.Complaints);
        Assert.Equal([new Uri(page).AbsoluteUri], browser.Requests.Where(r => !r.StartsWith("data:", StringComparison.Ordinal)));
    }

    /// <summary>Draws each thrice and holds the three against each other.</summary>
    /// <returns>what plotly.js made of the charts</returns>
    private async Task<IReadOnlyList<JsonNode>> DrawAsync(Chromium browser, string name, IReadOnlyList<(string Name, string Html, GenericChart Chart)> all)
    {
        var html = new StringBuilder($"<!doctype html><meta charset=\"utf-8\"><style>body {{ width: 900px }}</style>{PlotlyLibrary.Html}<script>{Made}</script>");
        foreach ((_, string figure, GenericChart chart) in all)
        {
            var offline = GenericChart.setDisplayOptions(DisplayOptions.setPlotlyReference(PlotlyJSReference.NoReference).Invoke(GenericChart.getDisplayOptions(chart)), chart);
            html.Append($"<section><div>{figure}</div><div>{GenericChart.toChartHTML(offline)}</div><div>{ChartHtml.ToHtml(chart)}</div></section>\n");
        }
        string page = Path.Combine(_folder, name + ".html");
        File.WriteAllText(page, html.ToString());
        await browser.OpenAsync(new Uri(page).AbsoluteUri);
        await browser.WaitAsync($"document.querySelectorAll('.js-plotly-plot').length === {3 * all.Count}");
        var made = new List<JsonNode>();
        for (int i = 0; i < all.Count; i++)
        {
            JsonArray three = (JsonArray)(await browser.EvaluateAsync($"[...document.querySelectorAll('section')[{i}].querySelectorAll('.js-plotly-plot')].map(made)"))!;
            Assert.True(three.Count == 3, $"{all[i].Name}: {three.Count} of 3 drawn");
            foreach (string part in (string[])["traces", "axes", "shapes", "title", "svg"])
                for (int other = 1; other < 3; other++)
                    Assert.True(JsonNode.DeepEquals(three[0]![part], three[other]![part]), $"{all[i].Name}, {part}, {other}\n{Apart(three[0]![part]!, three[other]![part]!)}");
            made.Add(three[1]!.DeepClone());
        }
        await browser.PictureAsync(Path.Combine(KitFolder.Artifacts, "screenshots", name + ".png"));
        Assert.Empty(browser.Complaints);
        Assert.DoesNotContain(browser.Requests, r => !r.StartsWith("file:", StringComparison.Ordinal) && !r.StartsWith("data:", StringComparison.Ordinal));
        return made;
    }

    /// <summary>The first place where the two differ.</summary>
    private static string Apart(JsonNode one, JsonNode other)
    {
        (string first, string second) = (one.ToJsonString(), other.ToJsonString());
        int at = Math.Max(0, first.Zip(second).TakeWhile(p => p.First == p.Second).Count() - 60);
        return $"…{first[at..Math.Min(first.Length, at + 160)]}\n…{second[at..Math.Min(second.Length, at + 160)]}";
    }
}
