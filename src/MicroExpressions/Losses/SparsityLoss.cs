using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>Expressions are rare: most snippets should not be attended.</summary>
public static class SparsityLoss
{
    /// <summary><c>L_sparse = mean_t A_t</c> [source HAM-Net], for one attention.</summary>
    /// <param name="attention">A, A^r or A^f <c>[B, T]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <exception cref="InputException">shapes that are not these</exception>
    public static Tensor Of(Tensor attention, Tensor mask)
    {
        Shapes.Expect("L_sparse", (attention, "A [B, T]"), (mask, "mask [B, T]"));
        return VideoMean.Of(attention, mask);
    }
}
