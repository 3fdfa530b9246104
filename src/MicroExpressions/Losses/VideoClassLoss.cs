using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>Which classes occur in a video, told from the activation map.</summary>
public static class VideoClassLoss
{
    /// <summary>Eq. (12). <c>L¹ = BCE(p, y)</c> over C classes, p_c the mean of the top k_c of S_{·,c}, <c>y_bg = 1</c>.</summary>
    /// <param name="map">S <c>[B, T, 3]</c></param>
    /// <param name="presence">y_fg <c>[B, 2]</c>: 1 where the video has a point of the class</param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pooling">k_c</param>
    /// <param name="over">mean or sum over the classes [chosen]</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    [PaperEquation("PWES", 12)]
    public static Tensor Of(Tensor map, Tensor presence, IReadOnlyList<int> lengths, ClassPooling pooling, OverClasses over)
    {
        Shapes.Expect("L¹", (map, "S [B, T, 3]"), (presence, "y [B, 2]"));
        Tensor y = cat([presence, ones_like(presence.narrow(1, 0, 1))], 1);                 // [B, 3]
        return over.Of(CrossEntropy.Of(pooling.Scores(map, lengths), y));
    }
}
