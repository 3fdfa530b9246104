using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>What the video's own classes teach.</summary>
public static class VideoLoss
{
    /// <summary>Eq. (14). <c>L_vid = L¹ + L²</c>.</summary>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <param name="map">S <c>[B, T, 3]</c></param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pooling">k_c</param>
    /// <param name="over">mean or sum over the classes [chosen]</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    [PaperEquation("PWES", 14)]
    public static Tensor Of(Tensor attention, Tensor map, Tensor presence, IReadOnlyList<int> lengths, ClassPooling pooling, OverClasses over) =>
        VideoClassLoss.Of(map, presence, lengths, pooling, over) + AttendedClassLoss.Of(attention, map, presence, lengths, pooling, over);
}
