using System.Collections.Immutable;

namespace MicroExpressions.Faces;

/// <summary>
/// A part of the face whose movement is told by itself, as the field divides it (He et al. 2021; Zhao et al. 2022). Sides are those of the
/// picture: the left brow is the person's right.
/// </summary>
/// <param name="Name">for people: <c>left mouth corner</c></param>
/// <param name="Points">the middle of the region: the mean of these points of the mesh</param>
/// <param name="Half">half its side, in distances between the inner corners of the eyes</param>
public sealed record FaceRegion(string Name, ImmutableArray<int> Points, double Half = FaceRegion.UsualHalf)
{
    /// <summary>± 10 pixels of a face whose inner eye corners are 64 pixels apart [Zhao 2022, public code].</summary>
    public const double UsualHalf = 10 / 64.0;

    /// <summary>What all others are told against, for the tip of the nose moves with the head alone [Zhao 2022, public code: ± 13 pixels, cut by 5].</summary>
    public static FaceRegion NoseTip { get; } = new("nose tip", [4, 5], 8 / 64.0);

    /// <summary>The regions, from the forehead down.</summary>
    public static ImmutableArray<FaceRegion> All { get; } =
    [
        new("left brow, outer", [46, 70]), new("left brow, middle", [52, 105]), new("left brow, inner", [55, 107]),
        new("between the brows", [9]),
        new("right brow, inner", [285, 336]), new("right brow, middle", [282, 334]), new("right brow, outer", [276, 300]),
        new("left lower lid", [145, 230]), new("right lower lid", [374, 450]),
        new("left nose wing", [129, 64]), new("right nose wing", [358, 294]),
        new("left mouth corner", [61]), new("upper lip", [0, 13]), new("lower lip", [14, 17]), new("right mouth corner", [291]),
        new("chin", [199, 175]),
    ];
}
