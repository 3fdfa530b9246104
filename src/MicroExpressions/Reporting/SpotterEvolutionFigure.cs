using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>How attention and pseudo labels come about: a row a moment of the training, the first at the bottom, on the video's time axis.</summary>
public static class SpotterEvolutionFigure
{
    private const int RowHeight = 15;

    /// <summary>Draws the figure.</summary>
    /// <param name="title">what the video is to the training</param>
    /// <param name="moments">of one video, in order</param>
    /// <param name="points">its point labels</param>
    public static Figure Of(string title, IReadOnlyList<SpotterMoment> moments, IReadOnlyList<PointLabel> points)
    {
        SpottingVideo video = moments[0].Curves.Video;
        double step = video.SnippetLength / video.FramesPerSecond;
        int snippets = video.Features.Snippets, height = RowHeight * moments.Count;
        var steps = new Axis("", -0.5, moments.Count - 0.5) { Categories = [.. moments.Select(m => m.Step.ToString(CultureInfo.InvariantCulture))] };
        var panels = new List<Panel>
        {
            new(steps with { Title = "attention" }, [.. Both(), Heat("attention", Palette.Prediction, (m, t) => m.Curves.Attention[t])], height),
            new(steps with { Title = "micro, suppressed" }, [Truth(ExpressionKind.Micro), Suppressed("micro-expression", SnippetClass.Micro, Palette.Micro)], height),
            new(steps with { Title = "macro, suppressed" }, [Truth(ExpressionKind.Macro), Suppressed("macro-expression", SnippetClass.Macro, Palette.Macro)], height),
        };
        if (moments.Any(m => m.PseudoLabels.Length > 0))
            panels.Add(new(steps with { Title = "pseudo labels" }, [.. Both(), Labelled("macro-expression", SnippetClass.Macro, Palette.Macro), Labelled("micro-expression", SnippetClass.Micro, Palette.Micro)], height));
        string[] lanes = points.Count > 0 ? ["points", "truth"] : ["truth"];
        panels.Add(new(new Axis("", -0.5, lanes.Length - 0.5) { Categories = lanes },
        [
            .. Both().Select(t => t with { Bottom = (lanes.Length - 0.9) / lanes.Length, Top = (lanes.Length - 0.1) / lanes.Length, Opacity = 0.75 }),
            new PointTrace("point label", [.. points.Select(p => (p.Frame - 0.5) / video.FramesPerSecond)], [.. points.Select(_ => 0.0)], Palette.Point),
        ], 26 * lanes.Length));
        return new Figure(title, new Axis("time (s)", 0, video.Frames / video.FramesPerSecond), panels);

        HeatTrace Heat(string name, string color, Func<SpotterMoment, int, double> value)
        {
            var values = new double[moments.Count, snippets];
            for (int row = 0; row < moments.Count; row++)
                for (int t = 0; t < snippets; t++)
                    values[row, t] = value(moments[row], t);
            return new HeatTrace(name, values, color) { XStart = step / 2, XStep = step, Max = 1 };
        }

        // S^A_c = A · S_c: what intervals are scored by
        HeatTrace Suppressed(string name, SnippetClass c, string color) => Heat(name, color, (m, t) => m.Curves.Attention[t] * m.Curves.ActivationMap[3 * t + (int)c]);

        HeatTrace Labelled(string name, SnippetClass c, string color) => Heat(name, color, (m, t) => m.PseudoLabels.Length > 0 ? m.PseudoLabels[3 * t + (int)c] : 0);

        IEnumerable<SpanTrace> Both() => [Truth(ExpressionKind.Macro), Truth(ExpressionKind.Micro)];

        SpanTrace Truth(ExpressionKind kind) => new(VideoSpottingReport.Word(kind),
            [.. video.Intervals.Where(i => i.Kind == kind).Select(i => ((i.Onset - 1) / video.FramesPerSecond, i.Offset / video.FramesPerSecond))],
            VideoSpottingReport.ColorOf(kind))
        { InLegend = false, Opacity = 0.15 };
    }
}
