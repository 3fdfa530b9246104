using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>What labelled snippets teach, labelled by a point or by a pseudo label.</summary>
public static class SnippetLoss
{
    /// <summary>Eq. (15). <c>Ỹ_{t,c} = 1[point_{t,c} or ŷ_{t,c}]</c>: <c>[T, 3]</c>.</summary>
    /// <param name="points">the video's labelled snippets</param>
    /// <param name="pseudo">ŷ <c>[T, 3]</c></param>
    /// <exception cref="InputException">another shape, or a point beyond the video's end</exception>
    [PaperEquation("PWES", 15)]
    public static Tensor Labels(IReadOnlyList<SnippetPoint> points, Tensor pseudo)
    {
        Shapes.Expect("Ỹ", (pseudo, "ŷ [T, 3]"));
        Shapes.ExpectWithin("Ỹ", "points", points.Select(p => (long)p.Snippet), pseudo.shape[0]);
        Tensor labels = pseudo.clone();
        foreach (SnippetPoint point in points)
            labels[point.Snippet, (int)point.Class] = ones([], dtype: pseudo.dtype, device: pseudo.device);
        return labels;
    }

    /// <summary>
    /// Eq. (16). <c>L_snip = BCE(P, Ỹ)</c>, <c>P = [S^A_fg; S_bg]</c>, averaged over snippets that have any label; 0 where none has.
    /// </summary>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <param name="map">S <c>[B, T, 3]</c></param>
    /// <param name="labels">Ỹ <c>[B, T, 3]</c>, 0 where filled up</param>
    /// <param name="averaging">over what [chosen]</param>
    /// <exception cref="InputException">shapes that are not these</exception>
    [PaperEquation("PWES", 16)]
    public static Tensor Of(Tensor attention, Tensor map, Tensor labels, SnippetAveraging averaging)
    {
        Shapes.Expect("L_snip", (attention, "A [B, T]"), (map, "S [B, T, 3]"), (labels, "Ỹ [B, T, 3]"));
        Tensor p = cat([AttendedClassLoss.Suppressed(attention, map), map.narrow(2, 2, 1)], 2);     // [B, T, 3]
        return averaging.Of(CrossEntropy.Of(p, labels).mean([2]), labels);
    }
}
