using Microsoft.FSharp.Core;
using Plotly.NET;
using Plotly.NET.ImageExport;

namespace MicroExpressions.Interactive;

/// <summary>Charts as files for a paper, by Plotly.NET.ImageExport and the Chromium of this machine; nothing is downloaded.</summary>
public static class ChartPicture
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
         @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe"];

    /// <summary>ImageExport gives a page 30 s, which nothing sets. On a busy machine the first picture takes longer; the next finds Chromium in memory.</summary>
    private const int Attempts = 4;

    /// <summary>The browser's file; null where there is none.</summary>
    public static string? Browser { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>Writes the chart as a picture, complete or not at all.</summary>
    /// <param name="chart">the chart</param>
    /// <param name="path">ends in <c>.png</c> or <c>.svg</c>; replaced if it is there</param>
    /// <param name="width">pixels</param>
    /// <param name="height">pixels; null: the chart's own, 420 where it has none</param>
    /// <exception cref="InputException">the path ends otherwise, there is no browser, or it is too busy to draw</exception>
    public static void SavePicture(this GenericChart chart, string path, int width = 860, int? height = null)
    {
        string kind = Path.GetExtension(path);
        if (kind is not (".png" or ".svg"))
            throw new InputException(path, $"the ending '{kind}'", ".png or .svg", "Name the file so.");
        PuppeteerSharpRendererOptions.localBrowserExecutablePath = FSharpOption<string>.Some(Browser
            ?? throw new InputException(path, "no Chromium to draw it", string.Join(", ", Places), "Install it: apt-get install chromium"));
        AddArgument("--no-sandbox");
        // the page that is drawn has plotly.js in it: there may be no network
        GenericChart whole = GenericChart.setDisplayOptions(
            DisplayOptions.setPlotlyReference(PlotlyJSReference.Full).Invoke(GenericChart.getDisplayOptions(chart)), chart);
        IGenericChartRenderer renderer = ExportEngine.getEngine(ExportEngine.PuppeteerSharp);
        string unfinished = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, $".{Path.GetFileNameWithoutExtension(path)}.{Environment.ProcessId}");
        Directory.CreateDirectory(Path.GetDirectoryName(unfinished)!);
        int pixels = height ?? GenericChart.tryGetLayoutSize(chart).Item2?.Value ?? 420;
        Action draw = kind == ".png" ? () => renderer.SavePNG(unfinished, width, pixels, 1, whole) : () => renderer.SaveSVG(unfinished, width, pixels, 1, whole);
        for (int attempt = 1; ; attempt++)
            try
            {
                draw();
                break;
            }
            catch (AggregateException e) when (e.Flatten().InnerExceptions.Any(inner => inner.GetType().Name == "WaitTaskTimeoutException"))
            {
                if (attempt == Attempts)
                    throw new InputException(path, $"no picture from {Browser} in {Attempts} × 30 s", "a machine that is less busy", "Try again when nothing else runs.");
            }
        File.Move(unfinished + kind, path, overwrite: true);
    }

    /// <summary>
    /// By name, as its exception above, for ImageExport was built for another version of PuppeteerSharp than is restored: a notebook's kernel loads a dll once for
    /// each version that is asked for, and then its type here would not be the one there.
    /// </summary>
    private static void AddArgument(string argument)
    {
        object options = typeof(PuppeteerSharpRendererOptions).GetProperty("launchOptions")!.GetValue(null)!;
        options.GetType().GetProperty("Args")!.SetValue(options, new[] { argument });
    }
}
