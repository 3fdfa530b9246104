using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>A face does not jump: neighbouring points of the curve should be close.</summary>
public static class SmoothnessLoss
{
    /// <summary>
    /// Eq. (8). <c>L_smooth = mean_{t≥1} (ŷ_t − ŷ_{t−1})²</c>.
    /// Reconstructed: the paper's formula is lost; first differences squared is its simplest reading [chosen].
    /// </summary>
    /// <param name="predicted">ŷ <c>[B, T]</c></param>
    /// <exception cref="InputException">another shape, or T below 2</exception>
    [PaperEquation("Intensity", 8)]
    public static Tensor Of(Tensor predicted)
    {
        Shapes.Expect("L_smooth", (predicted, "ŷ [B, T≥2]"));
        long length = predicted.shape[1];
        return (predicted.narrow(1, 1, length - 1) - predicted.narrow(1, 0, length - 1)).square().mean();
    }
}
