using MicroExpressions.Losses;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Co2Net;

/// <summary>What CO2-Net learns from. Where PWES's loss says the same it is the same code.</summary>
public sealed record Co2NetLoss
{
    /// <summary>α₁: weight of the attentions' means [source CO2-Net].</summary>
    public double Sparsity { get; init; } = 0.8;

    /// <summary>α₂: weight of the agreement of attention and background [source CO2-Net].</summary>
    public double Guide { get; init; } = 0.8;

    /// <summary>α₃: weight of the likeness of paired videos [source CO2-Net].</summary>
    public double CoActivity { get; init; } = 1;

    /// <summary>α₄: weight of the modalities' agreement [source CO2-Net].</summary>
    public double Mutual { get; init; } = 1;

    /// <summary>By how much paired videos' expressions should be liker than an expression and the other's rest [source CO2-Net].</summary>
    public double Margin { get; init; } = 0.5;

    /// <summary>k_c [source CO2-Net: T/7 for all].</summary>
    public ClassPooling Pooling { get; init; } = new() { MicroDivisor = 7, MacroDivisor = 7, BackgroundDivisor = 7 };

    /// <summary>
    /// <code>
    /// L = L_mil + L_mil^A + α₃ L_co + α₄ L_mut + α₁ L_norm + α₂ L_guide
    /// </code>
    /// L_mil of S, with background in every video; L_mil^A of S under A, without; L_co of the features and S under A; L_norm and L_guide each
    /// the mean of three, over A, A^r and A^f, the latter with <c>softmax(S_t)_bg</c>.
    /// </summary>
    /// <param name="output">the network's, S as logits</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pairs">positions in the batch of videos with a class in common</param>
    /// <exception cref="InputException">shapes that are not these, lengths that are not the batch's, or pairs of videos that it has not</exception>
    public LossTerms Of(
        SpotterOutput output, Tensor presence, Tensor mask, IReadOnlyList<int> lengths, IReadOnlyList<(int First, int Second)> pairs)
    {
        Tensor s = output.Checked().ActivationMap, attended = AttendedScores.AboveLeast(s, output.Attention);
        Shapes.Expect("CO2-Net's loss", (s, "S [B, T, 3]"), (presence, "y [B, 2]"), (mask, "mask [B, T]"));
        Tensor[] attentions = [output.Attention, output.RgbAttention, output.FlowAttention];
        Tensor probabilities = s.softmax(2);
        return new(
            new LossTerm("L_mil", 1, MultipleInstanceLoss.Of(s, presence, background: true, lengths, Pooling)),
            new LossTerm("L_mil^A", 1, MultipleInstanceLoss.Of(attended, presence, background: false, lengths, Pooling)),
            new LossTerm("L_co", CoActivity, CoActivityLoss.Of(output.Features, attended, presence, lengths, pairs, Margin)),
            new LossTerm("L_mut", Mutual, MutualLoss.Of(output.RgbAttention, output.FlowAttention, mask)),
            new LossTerm("L_norm", Sparsity, stack([.. attentions.Select(a => SparsityLoss.Of(a, mask))], 0).mean()),
            new LossTerm("L_guide", Guide, stack([.. attentions.Select(a => GuideLoss.Of(a, probabilities, mask))], 0).mean()));
    }
}
