using System.Globalization;
using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET.Interactive;

namespace MicroExpressions.Interop;

/// <summary>
/// What <c>extension.dib</c> loads into a kernel of Microsoft.DotNet.Interactive. The kit's own values show themselves there without it;
/// this adds what they become: Plotly.NET's charts, data frames, and figures in the form that notebook editors draw themselves.
/// </summary>
public sealed class NotebookExtension : IKernelExtension
{
    /// <summary>The form of a figure that JupyterLab and VS Code draw with their own plotly.js.</summary>
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    private const int RowsShown = 25;

    /// <summary>Registers the formatters.</summary>
    /// <param name="kernel">the kernel that loads the extension</param>
    public Task OnLoadAsync(Kernel kernel)
    {
        Formatter.Register<Figure>(figure => figure.ToPlotly().ToJsonString(), PlotlyMimeType);
        Formatter.Register<DataFrame>(frame => Shown(frame).ToHtml(), "text/html");
        IKernelExtension charts = new FormatterKernelExtension();
        return charts.OnLoadAsync(kernel);
    }

    private static ResultTable Shown(DataFrame frame)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{frame.Rows.Count} rows, {frame.Columns.Count} columns");
        return frame.Rows.Count <= RowsShown ? frame.ToResultTable(size)
            : frame.Head(RowsShown).ToResultTable(string.Create(CultureInfo.InvariantCulture, $"{size}; the first {RowsShown}"));
    }
}
