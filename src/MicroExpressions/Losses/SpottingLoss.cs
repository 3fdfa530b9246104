using System.Globalization;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>PWES's loss: its weights are its configuration.</summary>
public sealed record SpottingLoss
{
    /// <summary>λ₁ of the labelled snippets [chosen: 10, by <c>mex reproduce spotting-weights</c> on people that stand in no table].</summary>
    public double Snippet { get; init; } = 10;

    /// <summary>What (16) is averaged over [chosen: docs/method.md §1 "Losses" (16)].</summary>
    public SnippetAveraging Averaging { get; init; } = SnippetAveraging.Batch;

    /// <summary>Whether (12) and (13) are averaged or summed over the classes [chosen: averaged].</summary>
    public OverClasses Classes { get; init; } = OverClasses.Mean;

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
        var terms = new List<LossTerm> { new("L_vid", 1, VideoLoss.Of(attention, map, presence, input.Lengths, Pooling, Classes)) };
        if (labels is not null)
            terms.Add(new("L_snip", Snippet, SnippetLoss.Of(attention, map, labels, Averaging)));
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

    /// <summary>The same, if it can teach.</summary>
    /// <exception cref="InputException">λ₁ of 0 or below, another λ below 0, a temperature that is not positive, a number that is none, or an averaging that does not exist</exception>
    internal SpottingLoss Checked()
    {
        Expect("λ₁ (Snippet)", Snippet, Snippet > 0, "a number above 0: who wants no snippet to be labelled says so by Supervision.Video");
        foreach (var (name, weight) in new[] { ("λ₂ (Contrastive)", Contrastive), ("λ₃ (Guide)", Guide), ("λ₄ (Sparsity)", Sparsity), ("λ₅ (Mutual)", Mutual) })
            Expect(name, weight, weight >= 0, "0, which leaves the term out, or more");
        Expect("τ (Temperature)", Temperature, Temperature > 0, "a number above 0");
        if (!Enum.IsDefined(Averaging))
            throw SnippetAverages.Unknown(Averaging);
        if (!Enum.IsDefined(Classes))
            throw ClassTerms.Unknown(Classes);
        return this;

        static void Expect(string name, double value, bool fits, string expected)
        {
            if (!fits || !double.IsFinite(value))
                throw new InputException("the spotting loss", string.Create(CultureInfo.InvariantCulture, $"{name} = {value}"), expected, "Correct the settings of the loss.");
        }
    }
}
