using System.Collections.Immutable;
using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Faces;

/// <summary>A texture in which a mesh lies as on an aligned face, and in which one region at a time is moved by a known amount.</summary>
internal static class TexturedFace
{
    private const int Size = 256;

    /// <summary>Points in no particular order but those of the regions and of the eyes' inner corners, which are 64 pixels apart.</summary>
    public static FaceShape Shape { get; } = new([.. Points()], Presence: 1);

    /// <summary>The texture, moved around a region: fully within it, not at all 30 pixels away.</summary>
    public static Frame Moved(string? region, Vector2 by)
    {
        Vector2 middle = region is null ? default : Shape.Mean(FaceRegion.All.Single(r => r.Name == region).Points.AsSpan());
        var pixels = new byte[Size * Size];
        for (int y = 0; y < Size; y++)
            for (int x = 0; x < Size; x++)
            {
                float away = region is null ? 99 : Vector2.Distance(new(x, y), middle), share = Math.Clamp((30 - away) / 15, 0, 1);
                pixels[y * Size + x] = (byte)Math.Round(Texture(x - share * by.X, y - share * by.Y));
            }
        return new Frame(Size, Size, 1, pixels);
    }

    private static double Texture(double x, double y) =>
        128 + 25 * Math.Sin(0.31 * x + 0.11 * y) + 25 * Math.Sin(0.17 * x - 0.29 * y + 1) + 20 * Math.Sin(0.07 * x + 0.23 * y + 2) + 20 * Math.Sin(0.4 * y - 0.05 * x);

    private static IEnumerable<Vector3> Points()
    {
        var places = new Dictionary<string, Vector2>
        {
            ["left brow, outer"] = new(70, 60),
            ["left brow, middle"] = new(90, 52),
            ["left brow, inner"] = new(110, 56),
            ["between the brows"] = new(128, 58),
            ["right brow, inner"] = new(146, 56),
            ["right brow, middle"] = new(166, 52),
            ["right brow, outer"] = new(186, 60),
            ["left lower lid"] = new(86, 96),
            ["right lower lid"] = new(170, 96),
            ["left nose wing"] = new(106, 140),
            ["right nose wing"] = new(150, 140),
            ["left mouth corner"] = new(96, 184),
            ["upper lip"] = new(128, 172),
            ["lower lip"] = new(128, 200),
            ["right mouth corner"] = new(160, 184),
            ["chin"] = new(128, 230),
        };
        var points = new Vector3[FaceMesh.Count];
        foreach (FaceRegion region in FaceRegion.All)
            foreach (int point in region.Points)
                points[point] = new(places[region.Name], 0);
        foreach (int point in FaceRegion.NoseTip.Points)
            points[point] = new(128, 128, 0);
        points[FaceAlignment.LeftInnerCorner] = new(96, 80, 0);
        points[FaceAlignment.RightInnerCorner] = new(160, 80, 0);
        return points;
    }
}
