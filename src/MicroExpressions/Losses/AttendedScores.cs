using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>What attention leaves of scores that may be negative, as HAM-Net and CO2-Net have it.</summary>
public static class AttendedScores
{
    /// <summary><c>m + a (S − m)</c>, m a snippet's least score: the less attended, the less a snippet says for any class.</summary>
    /// <param name="scores">S <c>[B, T, 3]</c>, logits</param>
    /// <param name="attention">a <c>[B, T]</c></param>
    /// <exception cref="InputException">shapes that are not these</exception>
    public static Tensor AboveLeast(Tensor scores, Tensor attention)
    {
        Shapes.Expect("attended scores", (scores, "S [B, T, 3]"), (attention, "a [B, T]"));
        Tensor least = scores.amin([2], keepdim: true);
        return attention.unsqueeze(2) * (scores - least) + least;
    }
}
