using MicroExpressions.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>
/// What ACM-Net learns from: the three kinds of attention must see three things in a video. Two terms are sums over its snippets, of which
/// the authors' videos all have 750, shorter ones by repeating them: there these terms count for more than in a video that has fewer.
/// </summary>
public sealed record ActionContextLoss
{
    private const double LogGuard = 1e-10;      // source FTCL

    /// <summary>k is T over this, of what is attended as expression [source FTCL].</summary>
    public int ExpressionDivisor { get; init; } = 8;

    /// <summary>The same of context [source FTCL].</summary>
    public int ContextDivisor { get; init; } = 3;

    /// <summary>The same of background [source FTCL].</summary>
    public int BackgroundDivisor { get; init; } = 3;

    /// <summary>λ₁: weight of the agreement of attention and background [source FTCL].</summary>
    public double Guide { get; init; } = 2e-3;

    /// <summary>λ₂: weight of how far the features are apart [source FTCL].</summary>
    public double Features { get; init; } = 5e-5;

    /// <summary>λ₃: weight of the attention to expression and context [source FTCL].</summary>
    public double Sparsity { get; init; } = 2e-4;

    /// <summary>By how much an expression's features should be larger than its context's, and those than the background's [source FTCL].</summary>
    public double Margin { get; init; } = 50;

    /// <summary>
    /// <code>
    /// L = L_exp + L_con + L_bak + λ₁ L_guide + λ₂ L_feat + λ₃ L_sparse
    /// </code>
    /// L_k the cross entropy of <see cref="Told"/>, with the video's classes alone (exp), with background beside them (con), with background
    /// alone (bak); <c>L_guide = Σ_t |1 − a_exp − softmax(S_t a_exp)_bg|</c>, from which a_exp does not learn;
    /// <c>L_sparse = Σ_t (a_exp + a_con)/2</c>.
    /// </summary>
    /// <param name="output">the network's</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    public LossTerms Of(FtclOutput output, Tensor presence, Tensor mask, IReadOnlyList<int> lengths)
    {
        Shapes.Expect("FTCL's loss", (output.Checked().Scores, "S [B, T, 3]"), (presence, "y [B, 2]"), (mask, "mask [B, T]"));
        Tensor expression = output.Attention.select(2, 0), none = zeros_like(presence), one = ones_like(presence.narrow(1, 0, 1));
        return new(
            new LossTerm("L_exp", 1, Entropy(0, cat([presence, zeros_like(one)], dim: 1))),
            new LossTerm("L_con", 1, Entropy(1, cat([presence, one], dim: 1))),
            new LossTerm("L_bak", 1, Entropy(2, cat([none, one], dim: 1))),
            new LossTerm("L_guide", Guide, Sum((1 - expression.detach() - output.Attended(0).softmax(2).select(2, 2)).abs())),
            new LossTerm("L_feat", Features, Apart(output, lengths)),
            new LossTerm("L_sparse", Sparsity, Sum((expression + output.Attention.select(2, 1)) / 2)));

        Tensor Sum(Tensor snippets) => (snippets * mask).sum(dim: 1).mean();

        Tensor Entropy(int kind, Tensor y) =>
            -((Told(output, kind, lengths) + LogGuard).log() * (y / y.sum(dim: 1, keepdim: true))).sum(dim: 1).mean();
    }

    /// <summary>p_k <c>[B, 3]</c>: softmax over the classes of the means of the top k of <c>S ⊙ a_k</c>.</summary>
    /// <param name="output">the network's</param>
    /// <param name="kind">0 expression, 1 context, 2 background</param>
    /// <param name="lengths">snippets of each video</param>
    /// <exception cref="InputException">tensors that do not belong together, no such kind, or lengths that are not the batch's</exception>
    public Tensor Told(FtclOutput output, int kind, IReadOnlyList<int> lengths)
    {
        int divisor = Divisor(kind);
        return new ClassPooling { MicroDivisor = divisor, MacroDivisor = divisor, BackgroundDivisor = divisor }.Scores(output.Attended(kind), lengths).softmax(1);
    }

    /// <summary>
    /// L_feat: <c>mean (max(0, m − n_exp + n_con) + max(0, m − n_con + n_bak) + n_bak)²</c>, n_k the norm of the mean embedding of the
    /// snippets that a_k is largest at.
    /// </summary>
    private Tensor Apart(FtclOutput output, IReadOnlyList<int> lengths)
    {
        Tensor expression = Norms(0), context = Norms(1), background = Norms(2);                        // [B]
        return ((Margin - expression + context).clamp_min(0) + (Margin - context + background).clamp_min(0) + background).square().mean();

        Tensor Norms(int kind) => stack([.. lengths.Select((length, b) =>
        {
            Tensor most = output.Attention.select(0, b).select(1, kind).narrow(0, 0, length).detach().topk(Math.Max(1, length / Divisor(kind)), dim: 0).indexes;
            return output.Embedded.select(0, b).index_select(0, most).mean([0]).norm();
        })], 0);
    }

    private int Divisor(int kind) => kind switch { 0 => ExpressionDivisor, 1 => ContextDivisor, _ => BackgroundDivisor };
}
