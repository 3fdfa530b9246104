using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;
using Plotly.NET;
using Figure = MicroExpressions.Reporting.Figure;

namespace MicroExpressions.Interactive;

/// <summary>
/// Teaches a notebook's kernel to show what the kit's values become: charts of Plotly.NET without a server, data frames with their first
/// rows, and figures in the form that notebook editors draw themselves. The kit's own values show themselves without it.
/// </summary>
public sealed class MicroExpressionsExtension : IKernelExtension
{
    /// <summary>The form of a figure that JupyterLab and VS Code draw with their own plotly.js.</summary>
    public const string PlotlyMimeType = "application/vnd.plotly.v1+json";

    /// <summary>
    /// For a cell that refers to the dll by its path: <c>MicroExpressionsExtension.Load()</c>. <c>#r "nuget: MicroExpressions.Interactive"</c>
    /// does it by itself. In a kernel of .NET Interactive the cell also brings plotly.js into the page, once.
    /// </summary>
    public static void Load()
    {
        Formatter.Register<Figure>(figure => figure.ToPlotly().ToJsonString(), PlotlyMimeType);
        Formatter.Register<GenericChart>(ChartHtml.ToHtml, HtmlFormatter.MimeType);
        Formatter.Register<GenericChart>(ChartHtml.Summary, PlainTextFormatter.MimeType);
        Formatter.Register<DataFrame>(frame => FrameHead.Of(frame).ToHtml(), HtmlFormatter.MimeType);
        Formatter.Register<DataFrame>(frame => FrameHead.Of(frame).ToText(), PlainTextFormatter.MimeType);
        foreach (Type shown in (Type[])[typeof(GenericChart), typeof(DataFrame)])
            Formatter.SetPreferredMimeTypesFor(shown, HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        // the kit's own kernel has no such context, and its pages have plotly.js
        KernelInvocationContext.Current?.DisplayAs(PlotlyLibrary.Html, HtmlFormatter.MimeType);
    }

    /// <summary>The same, for kernels that load extensions by their type.</summary>
    /// <param name="kernel">the kernel that loads it</param>
    public Task OnLoadAsync(Kernel kernel)
    {
        Load();
        return Task.CompletedTask;
    }
}
