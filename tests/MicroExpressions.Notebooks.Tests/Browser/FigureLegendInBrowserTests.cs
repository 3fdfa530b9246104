using System.Text.Json.Nodes;
using MicroExpressions.Notebooks.Site;
using MicroExpressions.Reporting;

namespace MicroExpressions.Notebooks.Tests.Browser;

/// <summary>The legend that plotly.js draws beside the one of the still picture.</summary>
public sealed class FigureLegendInBrowserTests : IDisposable
{
    private static readonly Axis Seconds = new("time (s)", 0, 10);
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-legend").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Figures => [.. Drawn.Keys];

    private static readonly Dictionary<string, Figure> Drawn = new()
    {
        ["spans behind a curve"] = new("spans behind a curve", Seconds,
            [new Panel(new Axis("score"), [Span("macro-expression", Palette.Macro), Span("micro-expression", Palette.Micro), Curve("score", Palette.Prediction)])]),
        ["spans alone"] = new("spans alone", Seconds, [new Panel(new Axis("truth"), [Span("micro-expression", Palette.Micro)])]),
        ["spans out of the legend, then lanes in it"] = new("spans out of the legend, then lanes in it", Seconds,
        [
            new Panel(new Axis("score"), [Span("micro-expression", Palette.Micro) with { InLegend = false }, Curve("score", Palette.Prediction)]),
            new Panel(new Axis("found"), [Span("micro-expression", Palette.Micro), Span("macro-expression", Palette.Macro)]),
        ]),
        ["nothing there"] = new("nothing there", Seconds,
            [new Panel(new Axis("points"), [new SpanTrace("macro-expression", [], Palette.Macro), new PointTrace("point label", [], [], Palette.Point), new LineTrace("found", [], [], Palette.Micro)])]),
    };

    /// <summary>A name that only the still picture explains would be a riddle to who zooms.</summary>
    [Theory, MemberData(nameof(Figures))]
    public async Task Both_legends_name_the_same(string name)
    {
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        string? plotly = PlotlyScript.Fetch(Path.Combine(KitFolder.Artifacts, "plotly"), out string missing);
        Assert.SkipUnless(plotly is not null, missing);
        Figure figure = Drawn[name];
        string page = Path.Combine(_folder, "figure.html");
        File.WriteAllText(page, $"<!doctype html><meta charset=\"utf-8\"><script src=\"{new Uri(plotly!).AbsoluteUri}\"></script><div id=\"still\">{figure.ToSvg()}</div>{figure.ToHtml()}");
        await using Chromium browser = await Chromium.StartAsync();
        await browser.OpenAsync(new Uri(page).AbsoluteUri);
        await browser.WaitAsync("document.querySelector('.mex-figure .legendtext')");
        string[] names = [.. figure.Panels.SelectMany(p => p.Traces).Select(t => t.Name).Distinct()];
        JsonArray still = (JsonArray)(await browser.EvaluateAsync("[...document.querySelectorAll('#still text')].map(t => t.textContent)"))!;
        JsonArray moving = (JsonArray)(await browser.EvaluateAsync("[...document.querySelectorAll('.mex-figure .legendtext')].map(t => t.textContent)"))!;
        Assert.Equal(names.Where(n => still.Any(t => (string?)t == n)).Order(), moving.Select(t => (string)t!).Order());
        Assert.Empty(browser.Complaints);
    }

    private static SpanTrace Span(string name, string color) => new(name, [(2, 3), (6, 8)], color);

    private static LineTrace Curve(string name, string color) => new(name, [0, 5, 10], [0, 1, 0], color);
}
