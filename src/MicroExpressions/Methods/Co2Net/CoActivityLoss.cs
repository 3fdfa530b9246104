using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Co2Net;

/// <summary>
/// Two videos with a class in common should have like features where they show it, unlike those where they do not [source W-TALC, CO2-Net].
/// </summary>
public static class CoActivityLoss
{
    private const double LeastNorm = 1e-12;     // features that dropout left nothing of are like nothing

    /// <summary>
    /// <code>
    /// a_c = softmax_t S_{·,c}     h_c = Σ_t a_{t,c} x_t     l_c = Σ_t (1 − a_{t,c}) x_t/(T − 1)     d(u, v) = 1 − cos(u, v)
    /// ½ Σ max(0, d(h, h') − d(h, l') + m) + max(0, d(h, h') − d(h', l) + m)
    /// </code>
    /// over the pairs and the classes that both videos have, divided by how many these are; 0 where there are none.
    /// </summary>
    /// <param name="features">x <c>[B, T, D]</c></param>
    /// <param name="scores">S <c>[B, T, 3]</c>, logits under attention</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pairs">positions in the batch</param>
    /// <param name="margin">m</param>
    /// <exception cref="InputException">shapes that are not these, lengths that are not the batch's, or pairs of videos that it has not</exception>
    public static Tensor Of(
        Tensor features, Tensor scores, Tensor presence, IReadOnlyList<int> lengths, IReadOnlyList<(int First, int Second)> pairs, double margin)
    {
        Shapes.Expect("L_co", (features, "x [B, T, D]"), (scores, "S [B, T, 3]"), (presence, "y [B, 2]"));
        Shapes.ExpectLengths("L_co", lengths, scores.shape[0], scores.shape[1]);
        Shapes.ExpectWithin("L_co", "pairs", pairs.SelectMany(p => new long[] { p.First, p.Second }), scores.shape[0]);
        Tensor sum = zeros([], scores.dtype, scores.device), count = zeros([], scores.dtype, scores.device);
        foreach (var (first, second) in pairs)
        {
            var (high, low) = Poles(first);
            var (otherHigh, otherLow) = Poles(second);
            Tensor both = presence.select(0, first) * presence.select(0, second), near = Distance(high, otherHigh);     // [2]
            Tensor hinges = (near - Distance(high, otherLow) + margin).clamp_min(0) + (near - Distance(otherHigh, low) + margin).clamp_min(0);
            sum = sum + 0.5 * (hinges * both).sum();
            count = count + both.sum();
        }
        return sum / count.clamp_min(1);

        (Tensor High, Tensor Low) Poles(int video)
        {
            Tensor x = features.select(0, video).narrow(0, 0, lengths[video]).transpose(0, 1);                          // [D, T]
            Tensor a = scores.select(0, video).narrow(0, 0, lengths[video]).narrow(1, 0, SnippetClasses.Foreground).softmax(0);    // [T, 2]
            return (x.mm(a), x.mm((1 - a) / Math.Max(1, lengths[video] - 1)));                                          // [D, 2]
        }

        static Tensor Distance(Tensor u, Tensor v) => 1 - (u * v).sum(dim: 0) / (u.norm(0) * v.norm(0)).clamp_min(LeastNorm);
    }
}
