using System.Text.Json.Nodes;
using MicroExpressions.Notebooks.Site;

namespace MicroExpressions.Notebooks.Tests.Browser;

/// <summary>The site of the committed notebooks, as a reader without a network sees it. Pictures go to <c>artifacts/screenshots</c>.</summary>
public sealed class StaticSiteInBrowserTests
{
    /// <summary>Figures of the page that are not drawn yet: no plot of plotly.js in it, no width, or a plot without a mark.</summary>
    private const string Blank = """
        [...document.querySelectorAll('.mex-figure, .mex-chart')].filter(f => !f.querySelector('.main-svg') || f.getBoundingClientRect().width < 300
          || ![...f.querySelectorAll('.mlayer path, .mlayer image, .shapelayer path')].some(p => (p.getAttribute('d') || p.getAttribute('href') || '').length > 8)).length
        """;

    private static readonly string Site = Path.Combine(KitFolder.Artifacts, "screenshots", "site");
    private static readonly Lazy<(IReadOnlyList<string> Pages, bool Plotly)> Written = new(() =>
    {
        string? plotly = PlotlyScript.Fetch(Path.Combine(KitFolder.Artifacts, "plotly"), out _);
        return (StaticSite.Write(KitFolder.Notebooks, Site, plotly), plotly is not null);
    });

    [Fact]
    public async Task Every_figure_is_drawn_nothing_is_complained_of_and_no_request_leaves_the_machine()
    {
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        (IReadOnlyList<string> pages, bool plotly) = Written.Value;
        await using Chromium browser = await Chromium.StartAsync();
        foreach (string page in pages)
        {
            await browser.OpenAsync(new Uri(page).AbsoluteUri);
            if (plotly)
                await browser.WaitAsync(Blank + " === 0");
            Assert.Equal(0, (int)(await browser.EvaluateAsync("[...document.images].filter(i => i.naturalWidth === 0).length"))!);
            await browser.PictureAsync(Path.Combine(KitFolder.Artifacts, "screenshots", Path.ChangeExtension(Path.GetRelativePath(Site, page).Replace(Path.DirectorySeparatorChar, '-'), ".png")));
        }
        Assert.Empty(browser.Complaints);
        Assert.DoesNotContain(browser.Requests, r => !r.StartsWith("file:", StringComparison.Ordinal) && !r.StartsWith("data:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mouse_over_a_figure_shows_values()
    {
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        Assert.SkipUnless(Written.Value.Plotly, "plotly.js could not be fetched: npm is missing, or there is no network");
        await using Chromium browser = await Chromium.StartAsync(dark: true);
        await browser.OpenAsync(new Uri(Path.Combine(Site, "02-pseudo-labels-for-intensity.html")).AbsoluteUri);
        await browser.WaitAsync(Blank + " === 0");
        await browser.EvaluateAsync("document.querySelectorAll('.mex-figure')[1].scrollIntoView({ block: 'center' })");
        // over a point of the first curve: between two, labels come and go
        JsonNode point = (await browser.EvaluateAsync("""
            (plot => {
                const axis = plot._fullLayout.xaxis, trace = plot._fullData[0], area = plot.querySelector('.nsewdrag').getBoundingClientRect();
                return { x: area.x + axis.d2p(trace.x[Math.floor(trace.x.length / 2)]), y: area.y + area.height / 2 };
            })(document.querySelectorAll('.mex-figure')[1])
            """))!;
        const string Shown = "[...document.querySelectorAll('.mex-figure .hoverlayer text')].map(t => t.textContent).join(' ')";
        string shown = "";
        for (int look = 0; shown.Length == 0 && look < 600; look++)
        {
            if (look % 50 == 0)      // a page that is still busy misses a movement
            {
                await browser.MoveMouseAsync((double)point["x"]! - 5, (double)point["y"]!);
                await browser.MoveMouseAsync((double)point["x"]!, (double)point["y"]!);
            }
            await Task.Delay(100);
            shown = (string)(await browser.EvaluateAsync(Shown))!;
        }
        await Task.Delay(300);      // it fades in
        Assert.Matches(@"\d\.\d", shown);
        await browser.PictureAsync(Path.Combine(KitFolder.Artifacts, "screenshots", "hover-dark.png"));
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Without_plotly_the_still_pictures_are_seen()
    {
        Assert.SkipUnless(Chromium.Path is not null, "Chromium is missing: apt-get install chromium");
        string site = Directory.CreateTempSubdirectory("mex-site").FullName;
        try
        {
            StaticSite.Write(KitFolder.Notebooks, site, plotly: null);
            await using Chromium browser = await Chromium.StartAsync();
            await browser.OpenAsync(new Uri(Path.Combine(site, "02-pseudo-labels-for-intensity.html")).AbsoluteUri);
            Assert.True((bool)(await browser.EvaluateAsync("[...document.querySelectorAll('.mex-figure > svg')].length > 2 && [...document.querySelectorAll('.mex-figure > svg')].every(s => s.getBoundingClientRect().height > 100 && s.querySelectorAll('path').length > 5)"))!);
            Assert.Empty(browser.Complaints);
        }
        finally
        {
            Directory.Delete(site, recursive: true);
        }
    }
}
