using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>PWES's loss: its weights are its configuration.</summary>
public sealed record SpottingLoss
{
    /// <summary>λ₁ of the labelled snippets [chosen: 1, docs/method.md §1 "Losses"].</summary>
    public double Snippet { get; init; } = 1;

    /// <summary>λ₂ of the contrast [chosen: 0.1, docs/method.md §1 "Losses"]. 0 leaves DFCL out.</summary>
    public double Contrastive { get; init; } = 0.1;

    /// <summary>λ₃ of the guide [source CO2-Net: 0.8].</summary>
    public double Guide { get; init; } = 0.8;

    /// <summary>λ₄ of the sparsity [source CO2-Net: 0.8].</summary>
    public double Sparsity { get; init; } = 0.8;

    /// <summary>λ₅ of the modalities' agreement [source CO2-Net: 1].</summary>
    public double Mutual { get; init; } = 1;

    /// <summary>τ of the contrast [paper, Table VI: 1.0].</summary>
    public double Temperature { get; init; } = 1.0;

    /// <summary>k_c of the video's scores.</summary>
    public ClassPooling Pooling { get; init; } = new();

    /// <summary>
    /// Eq. (18). <c>L = L_vid + λ₁L_snip + λ₂L_fcl + λ₃L_guide + λ₄L_sparse + λ₅L_mut</c>, term by term; guide and sparsity each averaged over
    /// {A, A^r, A^f}.
    /// </summary>
    /// <param name="output">the spotter's</param>
    /// <param name="input">what it was given</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="labels">Ỹ <c>[B, T, 3]</c>; null while pre-training, which leaves L_snip out</param>
    /// <param name="contrast">L_fcl; null while pre-training</param>
    /// <exception cref="InputException">shapes that do not belong together, or lengths that are not the batch's</exception>
    [PaperEquation("PWES", 18)]
    public LossTerms Of(SpotterOutput output, SpotterInput input, Tensor presence, Tensor? labels, Tensor? contrast)
    {
        var (rgb, flow, attention, _, map) = output.Checked();
        Tensor mask = input.Checked().Mask;
        var terms = new List<LossTerm> { new("L_vid", 1, VideoLoss.Of(attention, map, presence, input.Lengths, Pooling)) };
        if (labels is not null)
            terms.Add(new("L_snip", Snippet, SnippetLoss.Of(attention, map, labels)));
        if (contrast is not null)
        {
            Shapes.Expect("L", (contrast, "L_fcl []"));
            terms.Add(new("L_fcl", Contrastive, contrast));
        }
        terms.Add(new("L_guide", Guide, (GuideLoss.Of(attention, map, mask) + GuideLoss.Of(rgb, map, mask) + GuideLoss.Of(flow, map, mask)) / 3));
        terms.Add(new("L_sparse", Sparsity, (SparsityLoss.Of(attention, mask) + SparsityLoss.Of(rgb, mask) + SparsityLoss.Of(flow, mask)) / 3));
        terms.Add(new("L_mut", Mutual, MutualLoss.Of(rgb, flow, mask)));
        return new LossTerms(terms);
    }
}
