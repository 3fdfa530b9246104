using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Spotting;

/// <summary>What a pyramid's heads propose.</summary>
internal static class PyramidProposals
{
    /// <summary>
    /// Each place's segment <c>[c − l·s, c + r·s]</c> and each anchor's <c>c + Δ·w ± ½ w e^g</c>, in the window, with the score of its better class
    /// [source LSSNet]. Steps from the window's first; a segment may be empty.
    /// </summary>
    /// <param name="output">of windows</param>
    /// <param name="pyramid">places and anchors</param>
    /// <returns>of each window: places, then anchors</returns>
    public static IReadOnlyList<IReadOnlyList<(TemporalSegment Segment, double Score)>> Of(PyramidOutput output, PyramidSettings pyramid)
    {
        using DisposeScope scope = NewDisposeScope();
        var (places, anchors) = (pyramid.Places, pyramid.Anchors);
        float[] scores = Numbers(cat([output.PlaceClasses, output.AnchorClasses], dim: 1).amax([2]).sigmoid());     // [N, P + A]
        float[] distances = Numbers(output.PlaceDistances), shifts = Numbers(output.AnchorShifts);
        int count = places.Count + anchors.Count;
        return
        [
            .. Enumerable.Range(0, (int)output.PlaceClasses.shape[0]).Select(w => (IReadOnlyList<(TemporalSegment, double)>)
            [
                .. places.Select((place, p) => (Within(
                    place.Centre - distances[2 * (w * places.Count + p)] * place.Stride,
                    place.Centre + distances[2 * (w * places.Count + p) + 1] * place.Stride), (double)scores[w * count + p])),
                .. anchors.Select((anchor, a) =>
                {
                    int at = 2 * (w * anchors.Count + a);
                    double centre = anchor.Centre + shifts[at] * anchor.Length, half = Math.Exp(shifts[at + 1]) * anchor.Length / 2;
                    return (Within(centre - half, centre + half), (double)scores[w * count + places.Count + a]);
                }),
            ]),
        ];

        TemporalSegment Within(double start, double end) => new(Math.Max(0, start), Math.Min(pyramid.Window, end));
    }

    private static float[] Numbers(Tensor tensor) => ProposalSearch.Values(tensor);
}
