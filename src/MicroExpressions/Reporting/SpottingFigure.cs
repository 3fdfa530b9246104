using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>One video on one time axis: what the spotter attends to, what it takes each snippet for, what it was taught, what it found, what is true.</summary>
public static class SpottingFigure
{
    /// <summary>Draws the figure.</summary>
    /// <param name="curves">what the spotter says</param>
    /// <param name="search">from attention to intervals</param>
    /// <param name="points">the point labels; empty for a video that taught nothing</param>
    /// <param name="pseudoLabels">ŷ <c>[T, 3]</c>, row by row; empty for a video that taught nothing</param>
    /// <param name="found">so many of the best intervals are shown</param>
    public static Figure Of(SnippetCurves curves, ProposalSearch search, IReadOnlyList<PointLabel> points, IReadOnlyList<float> pseudoLabels, int found)
    {
        SpottingVideo video = curves.Video;
        double step = video.SnippetLength / video.FramesPerSecond;
        double[] time = [.. Enumerable.Range(0, video.Features.Snippets).Select(t => (t + 0.5) * step)];
        return new Figure($"Spotting in {video.Name}", new Axis("time (s)", 0, video.Frames / video.FramesPerSecond),
        [
            new Panel(new Axis("attention", 0, 1),
                [.. Truth(0, 1), Line("appearance", curves.RgbAttention, Palette.PseudoLabel), Line("motion", curves.FlowAttention, Palette.Truth), Line("mean", curves.Attention, Palette.Prediction)], 150),
            new Panel(new Axis("activation map", 0, 1), [.. Classes(_ => 1), Line("background", Column(2, _ => 1), Palette.Quiet)], 150),
            new Panel(new Axis("map · attention", 0, 1), [.. Classes(t => curves.Attention[t])], 150),
            Lanes(),
        ]);

        LineTrace Line(string name, float[] values, string color) => new(name, time, [.. values.Select(v => (double)v)], color) { Width = 1.5 };

        float[] Column(int c, Func<int, float> factor) => [.. Enumerable.Range(0, time.Length).Select(t => factor(t) * curves.ActivationMap[3 * t + c])];

        IEnumerable<Trace> Classes(Func<int, float> factor) =>
            [Line("micro-expression", Column(0, factor), Palette.Micro), Line("macro-expression", Column(1, factor), Palette.Macro)];

        IEnumerable<Trace> Truth(double bottom, double top) => ByKind(kind => video.Intervals.Where(i => i.Kind == kind).Select(i => Seconds(i.Onset, i.Offset)), bottom, top);

        // a lane for each that there is, the truth on top
        Panel Lanes()
        {
            string[] lanes = [.. new[] { "found", pseudoLabels.Count > 0 ? "pseudo" : "", points.Count > 0 ? "points" : "", video.Intervals.Count > 0 ? "truth" : "" }.Where(l => l.Length > 0)];
            return new Panel(new Axis("", -0.5, lanes.Length - 0.5) { Categories = lanes }, [.. lanes.Reverse().SelectMany(Traces)], 26 * lanes.Length);

            IEnumerable<Trace> Traces(string lane)
            {
                int number = Array.IndexOf(lanes, lane);
                (double bottom, double top) = ((number + 0.1) / lanes.Length, (number + 0.9) / lanes.Length);
                var best = curves.Find(search).Take(found).ToList();
                return lane switch
                {
                    "truth" => Truth(bottom, top),
                    "points" => [new PointTrace("point label", [.. points.Select(p => (p.Frame - 0.5) / video.FramesPerSecond)], [.. points.Select(_ => (double)number)], Palette.Point)],
                    "pseudo" => ByKind(kind => Snippets((int)SnippetClasses.Of(kind)), bottom, top),
                    _ => ByKind(kind => best.Where(f => f.Kind == kind).Select(f => Seconds(f.Onset, f.Offset)), bottom, top),
                };
            }
        }

        IEnumerable<(double, double)> Snippets(int c) =>
            Enumerable.Range(0, time.Length).Where(t => pseudoLabels[3 * t + c] > 0).Select(t => (t * step, (t + 1) * step));

        IEnumerable<Trace> ByKind(Func<ExpressionKind, IEnumerable<(double, double)>> spans, double bottom, double top) =>
        [
            new SpanTrace("macro-expression", [.. spans(ExpressionKind.Macro)], Palette.Macro) { Bottom = bottom, Top = top, InLegend = false, Opacity = bottom == 0 ? 0.28 : 0.75 },
            new SpanTrace("micro-expression", [.. spans(ExpressionKind.Micro)], Palette.Micro) { Bottom = bottom, Top = top, InLegend = false, Opacity = bottom == 0 ? 0.28 : 0.75 },
        ];

        (double, double) Seconds(int onset, int offset) => ((onset - 1) / video.FramesPerSecond, offset / video.FramesPerSecond);
    }
}
