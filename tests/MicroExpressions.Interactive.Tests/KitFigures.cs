using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Notebooks;
using MicroExpressions.Notebooks.Tests;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Interactive.Tests;

/// <summary>The figures that the kit draws: of its reports, of every kind of trace, and those in the committed notebooks.</summary>
internal static partial class KitFigures
{
    private static readonly SpottingVideo Video = new("s1", "v1", 33, 8, 8, new("v1", new(4, 1, new float[4]), new(4, 1, new float[4])),
        [new("s1", "v1", ExpressionKind.Macro, 9, null, 24, 8)]);

    private static readonly SnippetCurves Curves = new(
        Video, [0, 1, 1, 0], [0, 0.5f, 0.5f, 0], [0, 0.75f, 0.75f, 0], [0, 0, 1, 0.1f, 0.8f, 0.1f, 0.2f, 0.6f, 0.1f, 0, 0, 1]);

    /// <summary>Every kind of trace with what each can have, on numbers and on categories.</summary>
    internal static IReadOnlyDictionary<string, Figure> OfEveryKind { get; } = new Dictionary<string, Figure>
    {
        ["lines, points, spans"] = new("Lines, points & spans <of> \"all\" kinds", new Axis("time (s)", 0, 4),
        [
            new Panel(new Axis("curve", -1, 2),
            [
                new SpanTrace("macro-expression", [(0.5, 1), (2, 3.25)], Palette.Macro) { Bottom = 0.1, Top = 0.9, InLegend = false },
                new LineTrace("truth", [0, 1, 2, 3, 4], [0, 1, double.NaN, 1.5, 0], Palette.Truth) { Filled = true },
                new LineTrace("pseudo label", [0, 4], [0.25, 0.75], Palette.PseudoLabel) { Dashed = true, Width = 1.25 },
            ], 200),
            new Panel(new Axis(""), [new PointTrace("point label", [1, 2.5], [0, 1], Palette.Point) { Size = 11, Labels = ["first", "second"] }], 90),
            new Panel(new Axis("nothing") { Categories = ["below", "above"] }, [new LineTrace("found", [], [], Palette.Micro)], 90),
        ]),
        ["bars on categories"] = new("Bars", new Axis("method") { Categories = ["GRU", "frame by frame", "control"] },
            [new Panel(new Axis("ρ", 0, 1), [new BarTrace("SAMM", [0.9, 0.6, double.NaN], Palette.Prediction) { Error = [0.01, 0.02, 0] }, new BarTrace("CASME II", [0.95, 0.7, 0.88], Palette.PseudoLabel)])]),
        ["a heat map with its scale"] = new("Heat", new Axis("time (s)"), [new Panel(new Axis("channel"), [new HeatTrace("gate", new double[,] { { 0, 0.5, double.NaN }, { 1, 0.25, 2 } }, Palette.Prediction) { XStart = 0.5, XStep = 0.25, Max = 1 }])]),
    };

    /// <summary>What the library's own figures look like.</summary>
    internal static IReadOnlyDictionary<string, Figure> OfReports { get; } = new Dictionary<string, Figure>
    {
        ["SpottingFigure"] = SpottingFigure.Of(Curves, new ProposalSearch { TopShare = 0.5 }, [new(10, ExpressionKind.Macro)], [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1], found: 1),
        ["SpotterEvolutionFigure"] = SpotterEvolutionFigure.Of("v1", [new SpotterMoment(10, Curves, []), new SpotterMoment(20, Curves, [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])], [new(10, ExpressionKind.Macro)]),
        ["SnippetFigure"] = SnippetFigure.Of("v1", Video, SnippetFigure.Lanes(Video, [new(1, MicroExpressions.PseudoLabels.SnippetClass.Macro)], ("taught", [0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1])),
            SnippetFigure.Classes(Video, new Axis("map", 0, 1), Curves.ActivationMap), SnippetFigure.Map(Video, new Axis("rows"), "A", [[0, 1, 0.5f, 0], [1, 0, 0, 1]], Palette.Macro)),
        ["RivalsFigure"] = RivalsFigure.Of("v1", Video, [new("PWES", "points", [new("s1", "v1", 1, 16, 0.5), new("s1", "v1", 17, 24, 0.25)], 0.3), new("LSSNet", "onset and offset", [], null)]),
    };

    /// <summary>The markup of every figure in the committed notebooks, with the Plotly figure that it holds.</summary>
    internal static IEnumerable<(string Name, string Html, JsonObject Plotly)> OfNotebooks() =>
        from path in Directory.GetFiles(KitFolder.Notebooks, "*.ipynb", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        from cell in Notebook.Read(path).Cells
        where cell.IsCode
        from output in cell.Outputs
        let html = Text(output?["data"]?["text/html"])
        from Match held in Held().Matches(html)
        select ($"{Path.GetFileName(path)}, {cell.Id}", html, JsonNode.Parse(held.Groups["plotly"].Value)!.AsObject());

    private static string Text(JsonNode? lines) => lines switch
    {
        JsonArray array => string.Concat(array.Select(line => (string?)line)),
        JsonValue value => (string)value!,
        _ => "",
    };

    [GeneratedRegex("""<div class="mex-figure".*?<script type="application/json" class="mex-plotly"[^>]*>(?<plotly>.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Held();
}
