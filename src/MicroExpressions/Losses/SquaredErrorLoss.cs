using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>How far the curve is from its pseudo label.</summary>
public static class SquaredErrorLoss
{
    /// <summary>Eq. (7). <c>L_mse = mean_t (ŷ_t − y_t)²</c>, over the clips of the batch too.</summary>
    /// <param name="predicted">ŷ <c>[B, T]</c></param>
    /// <param name="label">y <c>[B, T]</c></param>
    /// <exception cref="InputException">shapes that are not these</exception>
    [PaperEquation("Intensity", 7)]
    public static Tensor Of(Tensor predicted, Tensor label)
    {
        Shapes.Expect("L_mse", (predicted, "ŷ [B, T]"), (label, "y [B, T]"));
        return (predicted - label).square().mean();
    }
}
