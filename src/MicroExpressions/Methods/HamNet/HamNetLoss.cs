using MicroExpressions.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.HamNet;

/// <summary>
/// What HAM-Net learns from. The video's classes must show in the scores as they are, under the attention A, and in both again when the
/// snippets that are attended most are taken away: so the attention has to find the rest of an action too.
/// </summary>
public sealed record HamNetLoss
{
    /// <summary>γ: attention from which a snippet is taken away, as a share of the video's largest [source HAM-Net].</summary>
    public double DropThreshold { get; init; } = 0.2;

    /// <summary>What the scores without the most attended snippets count beside those with them, whose share is the rest of 1 [source HAM-Net].</summary>
    public double DroppedShare { get; init; } = 0.2;

    /// <summary>α: weight of the attention's mean [source HAM-Net].</summary>
    public double Sparsity { get; init; } = 0.8;

    /// <summary>β: weight of the agreement of attention and background [source HAM-Net].</summary>
    public double Guide { get; init; } = 0.8;

    /// <summary>k_c [source HAM-Net: T/10 for all].</summary>
    public ClassPooling Pooling { get; init; } = new() { MicroDivisor = 10, MacroDivisor = 10, BackgroundDivisor = 10 };

    /// <summary>
    /// <c>A_ss = A where A &lt; γ·max_t A, else 0</c>: the semi-soft attention. The code has a form that counts from the least attention too,
    /// which its training never calls.
    /// </summary>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <exception cref="InputException">a tensor of another shape</exception>
    public Tensor SemiSoft(Tensor attention)
    {
        Shapes.Expect("semi-soft attention", (attention, "A [B, T]"));
        return attention * attention.lt(attention.amax([1], keepdim: true) * DropThreshold);
    }

    /// <summary>
    /// <code>
    /// L = (1 − w)(L_bcl + L_sal) + w (L_hal + L_ssal) + α L_norm + β L_guide
    /// </code>
    /// L_bcl of S, L_hal of S where A_ss is not 0, both with background in every video; L_sal of <c>A ⊙ S</c>, L_ssal of S under A_ss, both
    /// without. <c>L_norm = mean_t A_t</c>, <c>L_guide = mean_t |1 − A_t − softmax(S_t)_bg|</c>.
    /// </summary>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <param name="scores">S <c>[B, T, 3]</c>, logits</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    public LossTerms Of(Tensor attention, Tensor scores, Tensor presence, Tensor mask, IReadOnlyList<int> lengths)
    {
        Shapes.Expect("HAM-Net's loss", (attention, "A [B, T]"), (scores, "S [B, T, 3]"), (presence, "y [B, 2]"), (mask, "mask [B, T]"));
        Tensor semiSoft = SemiSoft(attention), hard = semiSoft.gt(0).to(scores.dtype);                  // [B, T]
        return new(
            new LossTerm("L_bcl", 1 - DroppedShare, Classes(scores, background: true)),
            new LossTerm("L_hal", DroppedShare, Classes(AttendedScores.AboveLeast(scores, hard), background: true)),
            new LossTerm("L_sal", 1 - DroppedShare, Classes(scores * attention.unsqueeze(2), background: false)),
            new LossTerm("L_ssal", DroppedShare, Classes(AttendedScores.AboveLeast(scores, semiSoft), background: false)),
            new LossTerm("L_norm", Sparsity, SparsityLoss.Of(attention, mask)),
            new LossTerm("L_guide", Guide, GuideLoss.Of(attention, scores.softmax(2), mask)));

        Tensor Classes(Tensor of, bool background) => MultipleInstanceLoss.Of(of, presence, background, lengths, Pooling);
    }
}
