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
    public static Tensor Of(Tensor attention, Tensor map, Tensor mask) => VideoMean.Of((1 - attention - map.select(2, 2)).abs(), mask);
}
