using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>Which expressions occur in a video, told from what attention leaves of the activation map.</summary>
public static class AttendedClassLoss
{
    /// <summary><c>S^A = A ⊙ S</c>, foreground only: <c>[B, T]</c> and <c>[B, T, 3]</c> to <c>[B, T, 2]</c>.</summary>
    /// <exception cref="InputException">shapes that are not these</exception>
    public static Tensor Suppressed(Tensor attention, Tensor map)
    {
        Shapes.Expect("S^A", (attention, "A [B, T]"), (map, "S [B, T, 3]"));
        return attention.unsqueeze(-1) * map.narrow(-1, 0, 2);
    }

    /// <summary>Eq. (13). <c>L² = BCE(p^A, y_fg)</c>, p^A pooled from <c>S^A = A ⊙ S</c> as p is from S.</summary>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <param name="map">S <c>[B, T, 3]</c></param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pooling">k_c</param>
    /// <param name="over">mean or sum over the classes [chosen]</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    [PaperEquation("PWES", 13)]
    public static Tensor Of(Tensor attention, Tensor map, Tensor presence, IReadOnlyList<int> lengths, ClassPooling pooling, OverClasses over)
    {
        Shapes.Expect("L²", (attention, "A [B, T]"), (presence, "y [B, 2]"));
        return over.Of(CrossEntropy.Of(pooling.Scores(Suppressed(attention, map), lengths), presence));
    }
}
