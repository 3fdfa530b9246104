using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>The two modalities should attend to the same snippets; each learns from the other as it stands.</summary>
public static class MutualLoss
{
    /// <summary><c>L_mut = ½MSE(A^r, sg(A^f)) + ½MSE(A^f, sg(A^r))</c>, sg: without gradient [source CO2-Net].</summary>
    /// <param name="rgb">A^r <c>[B, T]</c></param>
    /// <param name="flow">A^f <c>[B, T]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <exception cref="InputException">shapes that are not these</exception>
    public static Tensor Of(Tensor rgb, Tensor flow, Tensor mask)
    {
        Shapes.Expect("L_mut", (rgb, "A^r [B, T]"), (flow, "A^f [B, T]"), (mask, "mask [B, T]"));
        return 0.5 * VideoMean.Of((rgb - flow.detach()).square(), mask) + 0.5 * VideoMean.Of((flow - rgb.detach()).square(), mask);
    }
}
