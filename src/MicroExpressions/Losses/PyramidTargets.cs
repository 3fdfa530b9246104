using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>An expression in a window.</summary>
/// <param name="Segment">its steps, from the window's first</param>
/// <param name="Class">micro or macro; background: a made-up one that teaches what is none [source LGSNet]</param>
internal readonly record struct WindowExpression(TemporalSegment Segment, SnippetClass Class);

/// <summary>What the places and anchors of windows should say [source LSSNet, after SSD and FCOS].</summary>
/// <param name="PlaceClasses"><c>[N, P, 2]</c>, 1 for the class of the place's expression; nothing where it has none</param>
/// <param name="PlaceDistances"><c>[N, P, 2]</c> to its onset and offset, in strides; 0 where it has none</param>
/// <param name="AnchorClasses"><c>[N, A, 2]</c></param>
/// <param name="AnchorShifts"><c>[N, A, 2]</c>; 0 where the anchor has no expression</param>
/// <param name="Matched"><c>[N, A]</c>: 1 where an anchor has an expression</param>
/// <param name="Taught"><c>[N, A]</c>: 1 where an anchor has one or is far from any; what is between teaches nothing</param>
internal sealed record PyramidTargets(Tensor PlaceClasses, Tensor PlaceDistances, Tensor AnchorClasses, Tensor AnchorShifts, Tensor Matched, Tensor Taught) : IDisposable
{
    private Tensor[] All => [PlaceClasses, PlaceDistances, AnchorClasses, AnchorShifts, Matched, Taught];

    /// <summary>The targets of windows.</summary>
    /// <param name="windows">the expressions of each</param>
    /// <param name="pyramid">places and anchors</param>
    /// <param name="matched">IoU above which an anchor has an expression</param>
    /// <param name="unmatched">IoU below which it has none</param>
    /// <param name="device">where to; null: the CPU</param>
    public static PyramidTargets Of(IReadOnlyList<IReadOnlyList<WindowExpression>> windows, PyramidSettings pyramid, double matched, double unmatched, Device? device = null)
    {
        var (places, anchors) = (pyramid.Places, pyramid.Anchors);
        float[] placeClasses = new float[windows.Count * places.Count * 2], placeDistances = new float[placeClasses.Length];
        float[] anchorClasses = new float[windows.Count * anchors.Count * 2], anchorShifts = new float[anchorClasses.Length];
        float[] has = new float[windows.Count * anchors.Count], taught = new float[has.Length];
        for (int w = 0; w < windows.Count; w++)
        {
            for (int p = 0; p < places.Count; p++)
                if (ExpressionOf(places[p], windows[w]) is { Class: not SnippetClass.Background } of)
                {
                    int at = 2 * (w * places.Count + p);
                    placeClasses[at + (int)of.Class] = 1;
                    placeDistances[at] = (float)((places[p].Centre - of.Segment.Start) / places[p].Stride);
                    placeDistances[at + 1] = (float)((of.Segment.End - places[p].Centre) / places[p].Stride);
                }
            for (int a = 0; a < anchors.Count; a++)
            {
                int at = w * anchors.Count + a;
                (WindowExpression? best, double overlap) = Best(anchors[a], windows[w]);
                has[at] = overlap > matched ? 1 : 0;
                taught[at] = overlap > matched || overlap < unmatched ? 1 : 0;
                if (overlap <= matched || best is not { } of)
                    continue;
                if (of.Class != SnippetClass.Background)
                    anchorClasses[2 * at + (int)of.Class] = 1;
                anchorShifts[2 * at] = (float)((of.Segment.Centre - anchors[a].Centre) / anchors[a].Length);
                anchorShifts[2 * at + 1] = (float)Math.Log(of.Segment.Length / anchors[a].Length);
            }
        }
        return new(Of(placeClasses, 2), Of(placeDistances, 2), Of(anchorClasses, 2), Of(anchorShifts, 2), Of(has), Of(taught));

        Tensor Of(float[] values, params long[] last) => tensor(values, dtype: float32, device: device).view([windows.Count, -1, .. last]);
    }

    /// <summary>Some windows' targets.</summary>
    /// <param name="windows">their positions</param>
    public PyramidTargets Select(IReadOnlyList<int> windows)
    {
        Tensor index = tensor(windows.Select(w => (long)w).ToArray(), dtype: int64, device: Matched.device);
        Tensor[] chosen = [.. All.Select(t => t.index_select(0, index))];
        return new(chosen[0], chosen[1], chosen[2], chosen[3], chosen[4], chosen[5]);
    }

    /// <summary>Outlives the dispose scope that is open.</summary>
    public PyramidTargets Kept()
    {
        foreach (Tensor tensor in All)
            tensor.DetachFromDisposeScope();
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor tensor in All)
            tensor.Dispose();
    }

    /// <summary>The shortest expression that holds the place and whose farther end is as far as the level looks.</summary>
    private static WindowExpression? ExpressionOf((double Centre, int Stride, PyramidLevel Level) place, IReadOnlyList<WindowExpression> expressions)
    {
        WindowExpression? shortest = null;
        foreach (WindowExpression expression in expressions)
        {
            double back = place.Centre - expression.Segment.Start, on = expression.Segment.End - place.Centre, farther = Math.Max(back, on);
            if (back > 0 && on > 0 && farther >= place.Level.Nearest && farther < place.Level.Farthest && !(shortest?.Segment.Length <= expression.Segment.Length))
                shortest = expression;
        }
        return shortest;
    }

    private static (WindowExpression? Expression, double Overlap) Best((double Centre, double Length) anchor, IReadOnlyList<WindowExpression> expressions)
    {
        var segment = new TemporalSegment(anchor.Centre - anchor.Length / 2, anchor.Centre + anchor.Length / 2);
        (WindowExpression? Expression, double Overlap) best = (null, 0);
        foreach (WindowExpression expression in expressions)
            if (segment.Overlap(expression.Segment) is double overlap && overlap > best.Overlap)
                best = (expression, overlap);
        return best;
    }
}
