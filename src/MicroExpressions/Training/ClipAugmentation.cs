using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// Small changes to the frames that leave the movement as it is: one draw a clip, the same for all its frames. Drawn from the step's
/// generator, so that every variant of a table sees the same ones.
/// </summary>
public sealed record ClipAugmentation
{
    /// <summary>Probability of a mirrored clip [chosen].</summary>
    public double FlipProbability { get; init; } = 0.5;

    /// <summary>How far the cut may move, as a share of the side [chosen]. The border is repeated.</summary>
    public double Shift { get; init; } = 0.04;

    /// <summary>How much brighter or darker, in grey levels of 256 [chosen: a tenth of the deviation of ImageNet's pictures].</summary>
    public double Brightness { get; init; } = 6;

    /// <summary>No change at all.</summary>
    public static ClipAugmentation None { get; } = new() { FlipProbability = 0, Shift = 0, Brightness = 0 };

    /// <summary>Changes a batch.</summary>
    /// <param name="clips">frames <c>[B, T, 3, H, W]</c>, 0..255, before they are normalised: a mean picture must not move with them</param>
    /// <param name="random">the step's generator: four draws a clip whatever the settings</param>
    /// <returns>the same shape</returns>
    /// <exception cref="InputException">another shape</exception>
    public Tensor Apply(Tensor clips, Random random)
    {
        Shapes.Expect("augmentation", (clips, "clips [B, T, 3, H, W]"));
        var (height, width) = ((int)clips.shape[3], (int)clips.shape[4]);
        var changed = new List<Tensor>((int)clips.shape[0]);
        for (long b = 0; b < clips.shape[0]; b++)
        {
            var (flip, down, right, brighter) = (random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
            Tensor clip = clips.select(0, b);                                                   // [T, 3, H, W]
            if (flip < FlipProbability)
                clip = clip.flip(3);
            clip = Moved(clip, dim: 2, Pixels(down, height));
            clip = Moved(clip, dim: 3, Pixels(right, width));
            changed.Add(Brightness == 0 ? clip : clip.to(float32) + (2 * brighter - 1) * Brightness);
        }
        return stack(changed, 0);
    }

    private int Pixels(double draw, int side) => (int)Math.Round((2 * draw - 1) * Shift * side);

    /// <summary>The picture moved along a dimension; what comes in is the border again.</summary>
    private static Tensor Moved(Tensor clip, int dim, int pixels)
    {
        if (pixels == 0)
            return clip;
        long side = clip.shape[dim];
        Tensor from = (arange(side, dtype: int64, device: clip.device) - pixels).clamp(0, side - 1);
        return clip.index_select(dim, from);
    }
}
