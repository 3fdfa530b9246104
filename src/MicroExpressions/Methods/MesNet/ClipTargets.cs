using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.MesNet;

/// <summary>The clips of a window, and the expressions that are in it; in snippets from its first.</summary>
internal sealed record TaughtClips(IReadOnlyList<TemporalSegment> Clips, IReadOnlyList<WindowExpression> Expressions);

/// <summary>What clips should say, of all windows one after the other [source Faster R-CNN].</summary>
/// <param name="Labels"><c>[M]</c>: 1 where a clip is an expression</param>
/// <param name="Taught"><c>[M]</c>: 1 where a clip is one or is far from any; what is between teaches nothing</param>
/// <param name="Shifts"><c>[M, 2]</c>: move and growth to the expression; 0 where there is none</param>
internal sealed record ClipTargets(Tensor Labels, Tensor Taught, Tensor Shifts)
{
    /// <summary>What should be said of clips.</summary>
    /// <param name="windows">with clips and expressions</param>
    /// <param name="matched">IoU from which a clip is an expression</param>
    /// <param name="unmatched">IoU below which it is none</param>
    /// <param name="bestCounts">whether an expression's best clip is that expression, however little they share</param>
    /// <param name="device">where to; null: the CPU</param>
    public static ClipTargets Of(IReadOnlyList<TaughtClips> windows, double matched, double unmatched, bool bestCounts, Device? device = null)
    {
        var (labels, taught, shifts) = (new List<float>(), new List<float>(), new List<float>());
        foreach (TaughtClips window in windows)
        {
            double[][] overlaps = [.. window.Expressions.Select(e => window.Clips.Select(c => c.Overlap(e.Segment)).ToArray())];
            for (int c = 0; c < window.Clips.Count; c++)
            {
                int of = Enumerable.Range(0, overlaps.Length).DefaultIfEmpty(-1).MaxBy(e => e < 0 ? 0 : overlaps[e][c]);
                double overlap = of < 0 ? 0 : overlaps[of][c];
                bool isOne = overlap > 0 && (overlap >= matched || (bestCounts && overlap == overlaps[of].Max()));
                ClipShift shift = isOne ? ClipShift.Of(window.Clips[c], window.Expressions[of].Segment) : default;
                labels.Add(isOne ? 1 : 0);
                taught.Add(isOne || overlap < unmatched ? 1 : 0);
                shifts.AddRange([(float)shift.Move, (float)shift.Growth]);
            }
        }
        return new(Of(labels), Of(taught), Of(shifts).view(-1, 2));

        Tensor Of(List<float> values) => tensor(values.ToArray(), dtype: float32, device: device);
    }
}
