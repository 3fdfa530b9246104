using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>Focal loss (Lin et al. 2017) of classes that do not exclude each other: what is right already counts little.</summary>
internal static class SigmoidFocalLoss
{
    private const double Least = 1e-6;      // [source LSSNet]

    /// <summary><c>−α_y (1 − p_y)^γ log p_y</c> of each element; <c>p_y = σ(x), α_y = α</c> where y is 1, <c>1 − σ(x), 1 − α</c> where it is 0.</summary>
    /// <param name="logits">x, any shape</param>
    /// <param name="labels">y, 0 or 1, the same shape</param>
    /// <param name="alpha">α</param>
    /// <param name="gamma">γ</param>
    public static Tensor Of(Tensor logits, Tensor labels, double alpha, double gamma)
    {
        Tensor p = logits.sigmoid();
        Tensor right = (p * labels + (1 - p) * (1 - labels)).clamp_min(Least);
        Tensor weight = alpha * labels + (1 - alpha) * (1 - labels);
        return -weight * (1 - right).pow(gamma) * right.log();
    }
}
