using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Models;

/// <summary>
/// Features brought to each video's own scale [ours]: <c>(x_t − mean_t x)/std_t x</c>, feature by feature. What a face looks like and how
/// much it moves at rest goes, what changes in time stays, so that a new person, camera or light is no new world.
/// </summary>
public static class VideoScaling
{
    /// <summary>A feature that hardly changes in a video becomes small, not infinite [chosen].</summary>
    private const double LeastDeviation = 1e-4;

    /// <summary><c>[B, T, D]</c> to the same shape.</summary>
    /// <param name="features">x <c>[B, T, D]</c></param>
    /// <param name="mask"><c>[B, T]</c>: what was filled up does not count, and is 0 afterwards</param>
    /// <exception cref="InputException">shapes that are not these</exception>
    public static Tensor Of(Tensor features, Tensor mask)
    {
        Shapes.Expect("a video's scale", (features, "x [B, T, D]"), (mask, "mask [B, T]"));
        Tensor weight = mask.unsqueeze(2), length = weight.sum(dim: 1, keepdim: true);                  // [B, T, 1], [B, 1, 1]
        Tensor mean = (features * weight).sum(dim: 1, keepdim: true) / length;                          // [B, 1, D]
        Tensor centred = (features - mean) * weight;                                                    // [B, T, D]
        Tensor deviation = (centred.square().sum(dim: 1, keepdim: true) / length).sqrt();
        return centred / deviation.clamp_min(LeastDeviation);
    }
}
