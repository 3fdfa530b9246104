using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>What is attended is not background, and the other way round.</summary>
public static class GuideLoss
{
    /// <summary><c>L_guide = mean_t |1 − A_t − S_{t,bg}|</c> [source HAM-Net], for one attention.</summary>
    /// <param name="attention">A, A^r or A^f <c>[B, T]</c></param>
    /// <param name="map">S <c>[B, T, 3]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <exception cref="InputException">shapes that are not these</exception>
    public static Tensor Of(Tensor attention, Tensor map, Tensor mask)
    {
        Shapes.Expect("L_guide", (attention, "A [B, T]"), (map, "S [B, T, 3]"), (mask, "mask [B, T]"));
        return VideoMean.Of((1 - attention - map.select(2, 2)).abs(), mask);
    }
}
