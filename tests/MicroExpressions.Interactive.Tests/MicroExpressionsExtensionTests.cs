using MicroExpressions.Notebooks;
using MicroExpressions.Notebooks.Tests;
using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;

namespace MicroExpressions.Interactive.Tests;

public class MicroExpressionsExtensionTests
{
    private static readonly GenericChart Bars = KitFigures.OfEveryKind["bars on categories"].ToChart();

    public MicroExpressionsExtensionTests() => MicroExpressionsExtension.Load();

    [Fact]
    public void A_chart_asks_no_server_for_anything_and_is_the_same_each_time()
    {
        string html = Bars.ToDisplayString("text/html");
        Assert.DoesNotMatch("https?:", html);
        Assert.Equal(html, KitFigures.OfEveryKind["bars on categories"].ToChart().ToDisplayString("text/html"));
    }

    [Fact]
    public void A_chart_says_in_plain_text_what_it_is() => Assert.Equal("Bars (2 bar)", Bars.ToDisplayString("text/plain"));

    [Fact]
    public void The_charts_formatter_stands_after_Plotly_NETs_own_extension_too()
    {
        ((Microsoft.DotNet.Interactive.IKernelExtension)new Plotly.NET.Interactive.FormatterKernelExtension()).OnLoadAsync(null);
        MicroExpressionsExtension.Load();
        Assert.Contains("mex-chart", Bars.ToDisplayString("text/html"));
    }

    [Fact]
    public void A_notebook_that_is_run_in_NET_Interactive_keeps_no_plotly() => Assert.StartsWith(GenuineKernel.PlotlyLibrary, PlotlyLibrary.Html);

    [Fact]
    public void A_long_frame_shows_its_first_rows_and_how_many_there_are()
    {
        var frame = new DataFrame(new Int32DataFrameColumn("n", Enumerable.Range(0, 1000)), new StringDataFrameColumn("who", Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? null : $"s{i}")));
        string html = frame.ToDisplayString("text/html");
        Assert.True(html.Length < 4000, $"{html.Length} characters");
        Assert.Contains("1000 rows, 2 columns", html);
        Assert.Contains("The first 20 rows; 980 more.", html);
        Assert.DoesNotContain("s20", html);
    }

    [Fact]
    public void In_the_kits_own_kernel_a_cell_loads_it_by_path_and_shows_charts_and_frames()
    {
        string folder = Path.Combine(KitFolder.Artifacts, "bin", "MicroExpressions.Interactive", "release");
        var outputs = new List<CellOutput>();
        using KernelProcess kernel = KernelProcess.Start(Path.Combine(KitFolder.Notebooks, "any.ipynb"));
        Assert.True(kernel.Execute($"""
            #r "{folder}/MicroExpressions.dll"
            #r "{folder}/MicroExpressions.Interactive.dll"
            #r "{folder}/Plotly.NET.dll"
            #r "{folder}/Microsoft.Data.Analysis.dll"
            using MicroExpressions.Interactive;
            using MicroExpressions.Reporting;
            using Microsoft.Data.Analysis;
            MicroExpressionsExtension.Load();
            """, 1, 1, outputs.Add, default), string.Join("\n", outputs.OfType<ErrorOutput>().SelectMany(e => e.Trace)));
        Assert.Empty(outputs);
        Assert.True(kernel.Execute("""
            display(new Figure("F", new Axis("x"), [new Panel(new Axis("y"), [new LineTrace("a", [0, 1], [0, 1], Palette.Truth)])]).ToChart());
            new DataFrame(new Int32DataFrameColumn("n", new int?[] { 1, null }))
            """, 2, 2, outputs.Add, default), string.Join("\n", outputs.OfType<ErrorOutput>().SelectMany(e => e.Trace)));
        var shown = outputs.OfType<DisplayOutput>().ToList();
        Assert.Equal(2, shown.Count);
        Assert.Contains("class=\"mex-chart\"", shown[0].Forms.Single(d => d.MediaType == "text/html").Content);
        Assert.Equal("F (1 scatter)", shown[0].Forms.Single(d => d.MediaType == "text/plain").Content);
        Assert.Contains("2 rows, 1 columns", shown[1].Forms.Single(d => d.MediaType == "text/html").Content);
    }
}
