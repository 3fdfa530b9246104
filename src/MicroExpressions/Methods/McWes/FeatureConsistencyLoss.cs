using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.McWes;

/// <summary>
/// MC-WES's attention-guided feature consistency: segments with one label have like features, in whatever video they are. Its formula is
/// not public; this one is the likeness of paired videos that CO2-Net has in its place, with segments and weights from the attention [chosen].
/// </summary>
public static class FeatureConsistencyLoss
{
    private const double LeastNorm = 1e-12;     // features that dropout left nothing of are like nothing

    /// <summary>
    /// <code>
    /// u_c  = Σ A_t x_t         over the k_c snippets of the greatest S^A_{t,c}, c ∈ {ME, MaE}
    /// u_bg = Σ (1 − A_t) x_t   over the k_bg snippets of the least A_t              d(u, v) = 1 − cos(u, v)
    /// L_feat = mean of max(0, d(u_c, u'_c) − d(u_c, u'_bg) + m)
    /// </code>
    /// over a batch's ordered pairs of videos and the classes that both have; 0 where there are none.
    /// </summary>
    /// <param name="features">x <c>[B, T, D]</c></param>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <param name="map">S <c>[B, T, 3]</c></param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pooling">k_c: how many snippets a segment has</param>
    /// <param name="margin">m</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    public static Tensor Of(
        Tensor features, Tensor attention, Tensor map, Tensor presence, IReadOnlyList<int> lengths, ClassPooling pooling, double margin)
    {
        Shapes.Expect("L_feat", (features, "x [B, T, D]"), (attention, "A [B, T]"), (map, "S [B, T, 3]"), (presence, "y [B, 2]"));
        Shapes.ExpectLengths("L_feat", lengths, map.shape[0], map.shape[1]);
        Tensor attended = AttendedClassLoss.Suppressed(attention, map);                                 // [B, T, 2]
        Tensor background = Directions(1 - attention, -attention, (int)SnippetClass.Background);        // [B, D]
        Tensor others = 1 - eye(lengths.Count, dtype: map.dtype, device: map.device);                   // [B, B]
        Tensor sum = zeros([], map.dtype, map.device), count = zeros([], map.dtype, map.device);
        for (int c = 0; c < SnippetClasses.Foreground; c++)
        {
            Tensor segments = Directions(attention, attended.select(2, c), c), has = presence.select(1, c);     // [B, D], [B]
            Tensor hinges = (segments.mm(background.t()) - segments.mm(segments.t()) + margin).clamp_min(0);    // [B, B]: d − d' is cos' − cos
            Tensor both = has.unsqueeze(1) * has.unsqueeze(0) * others;
            sum = sum + (hinges * both).sum();
            count = count + both.sum();
        }
        return sum / count.clamp_min(1);

        // of each video's segment: its snippets by rank, its features by weight
        Tensor Directions(Tensor weight, Tensor rank, int c) => stack([.. lengths.Select((length, b) =>
        {
            Tensor chosen = rank.select(0, b).narrow(0, 0, length).detach().topk(pooling.Count(length, c), dim: 0).indexes;     // [k]
            Tensor u = (features.select(0, b).index_select(0, chosen) * weight.select(0, b).index_select(0, chosen).unsqueeze(1)).sum(dim: 0);  // [D]
            return u / u.norm().clamp_min(LeastNorm);
        })], 0);
    }
}
