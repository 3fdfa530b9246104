using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.PseudoLabels;

/// <summary>
/// Probabilistic pseudo label mining (PPLM) of CRRC-Net (Fu, Gao, Xu, "Compact Representation and Reliable Classification Learning for
/// Point-Level Weakly-Supervised Action Localization", IEEE TIP 2022), PWES's rival in Table I.
/// Reconstructed: published is that distances from class prototypes in feature space give the likelihood of a pseudo sample, which
/// corrects its label. Everything more exact here is [chosen].
/// </summary>
public sealed record ProbabilisticMining : IPseudoLabelGenerator
{
    /// <summary>Share of the video that is taken for background to make its prototype from, lowest attention first [chosen: as MPLG's 2k].</summary>
    public double BackgroundShare { get; init; } = 0.6;

    /// <summary>A snippet is labelled if its likelihood of a class exceeds this [chosen: more likely than all others together].</summary>
    public double Likelihood { get; init; } = 0.5;

    /// <inheritdoc/>
    public Tensor Generate(SnippetEvidence evidence)
    {
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var (x, _, s, points) = evidence.Checked();
        Tensor likely = Likelihoods(evidence);                                                            // [T, 3]
        Tensor average = s.mean([0], keepdim: true);
        Tensor labels = (likely.gt(Likelihood).logical_and(s.gt(average))).to(x.dtype);                   // candidates: scored above average
        labels.index_fill_(0, tensor(points.Select(p => (long)p.Snippet).ToArray(), dtype: int64, device: x.device), 0);
        return labels.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <c>π_{t,c} = softmax_c(−d²_{t,c}/d̄²)</c>, d the distance of x_t from the mean of class c's points (of the background: of the
    /// snippets of lowest attention) and d̄² the mean of all: <c>[T, 3]</c>. 0 for a class without a point.
    /// </summary>
    /// <exception cref="InputException">no point, or shapes that do not fit each other</exception>
    public Tensor Likelihoods(SnippetEvidence evidence)
    {
        Tensor x = evidence.Checked().Features;
        long count = Math.Max(1, (long)(BackgroundShare * evidence.Snippets));
        Tensor background = x.index_select(0, evidence.Attention.topk((int)count, dim: 0, largest: false).indexes).mean([0]);
        Tensor?[] prototypes =
        [
            MultiRefined.Prototype(x, evidence, SnippetClass.Micro), MultiRefined.Prototype(x, evidence, SnippetClass.Macro), background,
        ];
        Tensor far = full_like(evidence.Attention, double.PositiveInfinity);
        Tensor squared = stack([.. prototypes.Select(p => p is null ? far : (x - p).square().sum([1]))], 1);
        Tensor known = squared.masked_select(squared.isfinite());
        return (-squared / known.mean().clamp(min: 1e-12)).softmax(dim: 1);
    }
}
