using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>mean_t of each video over its own snippets, then over the videos, so that a long video counts as much as a short one.</summary>
internal static class VideoMean
{
    /// <summary><c>[B, T]</c> and mask <c>[B, T]</c> to a scalar.</summary>
    public static Tensor Of(Tensor values, Tensor mask) => ((values * mask).sum(1) / mask.sum(1)).mean();
}
