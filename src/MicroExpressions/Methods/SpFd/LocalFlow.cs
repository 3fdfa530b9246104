using System.Collections.Immutable;
using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.SpFd;

/// <summary>
/// How fast each region of the face moves by itself: the mean flow in its main direction, after the flow of the bridge of the nose, which only
/// the head moves, is taken off. The authors' code indexes the flow by column, then row; here it is looked at where the region is.
/// </summary>
/// <param name="face">its points in the aligned pictures</param>
/// <param name="settings">flow, directions</param>
internal sealed class LocalFlow(FaceShape face, SpFdSettings settings)
{
    /// <summary>±8 pixels of the authors' faces, taken for faces whose inner eye corners are <see cref="RegionMotion.Unit"/> apart [chosen].</summary>
    private const double Half = 8 / RegionMotion.Unit;

    /// <summary>The bridge of the nose, Dlib's 28.</summary>
    private static readonly FaceRegion Bridge = new("bridge of the nose", [197], Half);

    /// <summary>Dlib's 18, 19, 20, 23, 24, 25, 30, 48, 51, 54, 57 and 28, each as the mesh's nearest point [source SP-FD].</summary>
    public static ImmutableArray<FaceRegion> Regions { get; } =
    [
        new("left brow, outer", [63], Half), new("left brow, middle", [105], Half), new("left brow, inner", [66], Half),
        new("right brow, inner", [296], Half), new("right brow, middle", [334], Half), new("right brow, outer", [293], Half),
        new("nose tip", [4], Half), new("left mouth corner", [61], Half), new("upper lip", [0], Half), new("right mouth corner", [291], Half),
        new("lower lip", [17], Half), Bridge,
    ];

    private readonly double eyes = Vector2.Distance(face[FaceAlignment.LeftInnerCorner], face[FaceAlignment.RightInnerCorner]);

    /// <summary>The speed of each of <see cref="Regions"/> from one aligned picture to the next, pixels a frame. Several threads may ask at once.</summary>
    /// <param name="from">grey</param>
    /// <param name="to">grey, the next</param>
    public double[] Between(Frame from, Frame to)
    {
        FlowField flow = settings.Flow.Between(from, to);
        float unit = (float)(RegionMotion.Unit / eyes);
        Vector2 head = Global(Within(flow, Bridge, unit));
        return [.. Regions.Select(region => Main([.. Within(flow, region, unit).Select(v => v - head)], settings.Directions))];
    }

    /// <summary><c>g = (Σv / |Σv|) · mean |v|</c>: the direction of all together, as fast as they are one by one; 0 where nothing moves.</summary>
    /// <param name="flow">v, of the bridge's pixels</param>
    internal static Vector2 Global(IReadOnlyList<Vector2> flow)
    {
        Vector2 sum = flow.Aggregate(Vector2.Zero, (a, v) => a + v);
        return sum == default ? default : sum / sum.Length() * flow.Average(v => v.Length());
    }

    /// <summary><c>mean |v|</c> over the sector of the circle in which <c>Σ|v|</c> is largest; 0 where nothing moves.</summary>
    /// <param name="flow">v, of a region's pixels, the head's taken off</param>
    /// <param name="directions">sectors</param>
    internal static double Main(IReadOnlyList<Vector2> flow, int directions)
    {
        var (sums, counts) = (new double[directions], new int[directions]);
        foreach (Vector2 v in flow)
        {
            int sector = ((int)Math.Floor(Math.Atan2(v.Y, v.X) / (2 * Math.PI / directions)) + directions) % directions;
            sums[sector] += v.Length();
            counts[sector]++;
        }
        int main = Array.IndexOf(sums, sums.Max());
        return sums[main] == 0 ? 0 : sums[main] / counts[main];
    }

    private List<Vector2> Within(FlowField flow, FaceRegion region, float unit)
    {
        Vector2 middle = face.Mean(region.Points.AsSpan());
        int half = Math.Max(1, (int)Math.Round(region.Half * eyes)), left = (int)middle.X - half, top = (int)middle.Y - half;
        var pixels = new List<Vector2>(4 * half * half);
        for (int y = Math.Max(0, top); y < Math.Min(flow.Height, top + 2 * half); y++)
            for (int x = Math.Max(0, left); x < Math.Min(flow.Width, left + 2 * half); x++)
                pixels.Add(new Vector2(flow.U[y * flow.Width + x], flow.V[y * flow.Width + x]) * unit);
        return pixels;
    }
}
