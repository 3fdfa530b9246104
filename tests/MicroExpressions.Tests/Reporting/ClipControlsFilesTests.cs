using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Reporting;

public sealed class ClipControlsFilesTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly ClipControls controls = ClipControlsReportTests.Given([1, 3, 2.5, 2], [1, 2, 3, 4]);

    public void Dispose() => folder.Dispose();

    /// <summary>Frames 10, 20, 30, 40 at 20 a second: half a second apart.</summary>
    [Fact]
    public void The_table_has_all_curves_by_frame()
    {
        controls.Write("a clip", FrameTimes.Even(31, 20), "caution", folder["out"]);
        Assert.Equal(
            ["frame,seconds,intensity,shuffled_by_frame,shuffled_by_position,stilled,stilled_low,stilled_high", "10,0,1,3,1,1,1,1", "20,0.5,3,4,2,2,2,2", "30,1,2.5,1,3,3,3,3", "40,1.5,2,2,4,4,4,4"],
            File.ReadAllLines(folder["out.csv"]));
    }

    [Fact]
    public void The_page_says_how_much_is_time_shows_start_peak_and_end_and_links_the_files()
    {
        IReadOnlyList<string> files = controls.Write("a <clip>", FrameTimes.Even(31, 20), "caution <1>", folder["my out"]);
        Assert.Equal([folder["my out.csv"], folder["my out.svg"], folder["my out.html"]], files);
        string page = File.ReadAllText(folder["my out.html"]);
        Assert.Contains(System.Net.WebUtility.HtmlEncode(controls.Sentence()), page);
        Assert.Contains("caution &lt;1&gt;", page);
        Assert.Contains("start: frame 10, 0.00 s, intensity 1.000", page);
        Assert.Contains("peak: frame 20, 0.50 s, intensity 3.000", page);
        Assert.Contains("end: frame 40, 1.50 s, intensity 2.000", page);
        Assert.Equal(4, page.Split("src=\"data:image/jpeg;base64,").Length - 1);
        Assert.Contains("href=\"my%20out.csv\"", page);
        Assert.Contains("href=\"my%20out.svg\"", page);
        Assert.DoesNotContain("src=\"http", page);
        Assert.DoesNotContain("<clip>", page);
        Assert.Contains(controls.Figure("a <clip>").ToSvg(), page);
    }
}
