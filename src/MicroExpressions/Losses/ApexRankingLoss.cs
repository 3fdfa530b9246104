using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>No frame should be rated above the apex.</summary>
public static class ApexRankingLoss
{
    /// <summary>
    /// Eq. (9). <c>L_apex = mean_{t≠t*} max(0, ŷ_t − ŷ_{t*} + m)</c>, <c>t* = argmax y</c> (the first, where several are largest).
    /// Reconstructed: a hinge on each pair with the apex [chosen].
    /// </summary>
    /// <param name="predicted">ŷ <c>[B, T]</c></param>
    /// <param name="label">y <c>[B, T]</c></param>
    /// <param name="margin">m: how far above the rest the apex should be</param>
    /// <exception cref="InputException">shapes that are not these, or T below 2</exception>
    [PaperEquation("Intensity", 9)]
    public static Tensor Of(Tensor predicted, Tensor label, double margin)
    {
        Shapes.Expect("L_apex", (predicted, "ŷ [B, T≥2]"), (label, "y [B, T]"));
        long length = predicted.shape[1];
        Tensor apex = label.argmax(1, keepdim: true);                                   // [B, 1]
        Tensor above = (predicted - predicted.gather(1, apex) + margin).relu();         // [B, T]; the apex itself gives m
        Tensor others = zeros_like(label).scatter_(1, apex, ones_like(apex, dtype: label.dtype)).neg().add(1);
        return (above * others).sum(1).mean() / (length - 1);
    }
}
