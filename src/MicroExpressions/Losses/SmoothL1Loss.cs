using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>Quadratic near 0, linear far from it.</summary>
internal static class SmoothL1Loss
{
    /// <summary>
    /// <c>mean ½((|d| − β) min(|d|, β) + |d|)</c> [source LGSNet]. At β = 1 the usual smooth L1; below, unlike the usual, <c>½|d|</c> is left over
    /// near 0 and the slope far away is <c>(1 + β)/2</c>.
    /// </summary>
    /// <param name="difference">d</param>
    /// <param name="beta">β</param>
    public static Tensor Of(Tensor difference, double beta)
    {
        Tensor size = difference.abs();
        return (((size - beta) * size.clamp_max(beta) + size) / 2).mean();
    }
}
