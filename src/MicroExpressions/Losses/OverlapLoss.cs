using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>How little a segment overlaps the true one.</summary>
internal static class OverlapLoss
{
    /// <summary><c>1 − IoU</c> of each pair of segments round the same place; both hold it, so that they always overlap: <c>[N]</c>.</summary>
    /// <param name="predicted">distances from the place to the ends, not negative <c>[N, 2]</c></param>
    /// <param name="label">the true ones, positive, in the same unit <c>[N, 2]</c></param>
    public static Tensor Of(Tensor predicted, Tensor label)
    {
        Tensor common = minimum(predicted, label).sum(dim: 1);
        return 1 - common / ((predicted + label).sum(dim: 1) - common);
    }
}
