using Plotly.NET;

namespace MicroExpressions.Interactive;

/// <summary>The plotly.js that Plotly.NET brings along, for pages that have none.</summary>
internal static class PlotlyLibrary
{
    /// <summary>The script's text.</summary>
    internal static string Source { get; } = Read();

    /// <summary>Brings plotly.js into a page that has none yet; 3.6 MB. The page may have a loader of modules, which must not take it.</summary>
    internal static string Html => $$"""
        <script class="mex-plotly-library">
        (function () {
          if (window.Plotly) return;
          var define, module, exports;
          {{Source}}
        }).call(window);
        </script>
        """;

    private static string Read()
    {
        var assembly = typeof(GenericChart).Assembly;
        string name = assembly.GetManifestResourceNames().Single(n => n.EndsWith(".min.js", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
