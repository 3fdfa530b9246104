using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.CrrcNet;

/// <summary>
/// Probabilistic pseudo label mining: a snippet that scores high for a class of its video and lies near that class's prototype is labelled.
/// </summary>
public sealed record PrototypeMining
{
    /// <summary>What a prototype keeps of itself in a step [source CRRC-Net: 0.9999].</summary>
    public double Momentum { get; init; } = 0.9999;

    /// <summary>Above it a snippet is labelled [source CRRC-Net: 0.7].</summary>
    public double Threshold { get; init; } = 0.7;

    /// <summary><c>π_{t,c} P_{t,c} &gt; 0.7</c> with <c>π_t = softmax_c(−‖x_t − μ_c‖)</c>, for classes that the video has.</summary>
    /// <param name="features">X <c>[B, T, D]</c></param>
    /// <param name="probabilities">P <c>[B, T, 3]</c>, 0 where filled up</param>
    /// <param name="prototypes">μ <c>[2, D]</c> in the space of X</param>
    /// <param name="presence">y <c>[B, 2]</c></param>
    /// <returns><c>[B, T, 2]</c> of 0 and 1</returns>
    internal Tensor Labels(Tensor features, Tensor probabilities, Tensor prototypes, Tensor presence)
    {
        Tensor far = stack([.. Enumerable.Range(0, SnippetClasses.Foreground).Select(c => (features - prototypes[c]).square().sum(dim: 2).sqrt())], 2);   // [B, T, 2]
        return ((-far).softmax(2) * probabilities.narrow(2, 0, SnippetClasses.Foreground) * presence.unsqueeze(1)).gt(Threshold).to(features.dtype);
    }

    /// <summary><c>μ ← m μ + (1 − m) mean of the batch's labelled x</c>; a class without any moves towards 0 [source CRRC-Net's code].</summary>
    /// <param name="prototypes">μ <c>[2, D]</c></param>
    /// <param name="features">X <c>[B, T, D]</c></param>
    /// <param name="labels"><c>[B, T, 2]</c></param>
    internal Tensor Moved(Tensor prototypes, Tensor features, Tensor labels)
    {
        Tensor sums = labels.flatten(0, 1).t().matmul(features.flatten(0, 1));                                   // [2, D]
        return prototypes * Momentum + sums / labels.sum([0, 1]).clamp(min: 1).unsqueeze(1) * (1 - Momentum);
    }
}
