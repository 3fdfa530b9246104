using System.Collections.Immutable;
using System.Numerics;
using MicroExpressions.Video;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace MicroExpressions.Faces;

/// <summary>468 points on a face, as MediaPipe numbers them.</summary>
/// <param name="Points">pixels of the picture; z, in the same unit, is towards the camera where it is negative</param>
/// <param name="Presence">0 to 1: how sure the network is that there is a face at all</param>
public sealed record FaceShape(ImmutableArray<Vector3> Points, double Presence)
{
    /// <summary>A point in the picture, pixels.</summary>
    public Vector2 this[int point] => new(Points[point].X, Points[point].Y);

    /// <summary>Around all points, pixels.</summary>
    public PixelBox Box
    {
        get
        {
            var (from, to) = Extent;
            return new((int)from.X, (int)from.Y, Math.Max(1, (int)(to.X - from.X)), Math.Max(1, (int)(to.Y - from.Y)));
        }
    }

    /// <summary>The corners of the box around all points.</summary>
    internal (Vector2 From, Vector2 To) Extent
    {
        get
        {
            (Vector2 from, Vector2 to) = (new(float.MaxValue), new(float.MinValue));
            foreach (Vector3 point in Points)
                (from, to) = (Vector2.Min(from, new(point.X, point.Y)), Vector2.Max(to, new(point.X, point.Y)));
            return (from, to);
        }
    }

    /// <summary>How the eyes' line is turned, radians, clockwise in the picture.</summary>
    internal float Roll => MathF.Atan2(this[FaceMesh.RightEye].Y - this[FaceMesh.LeftEye].Y, this[FaceMesh.RightEye].X - this[FaceMesh.LeftEye].X);

    /// <summary>The same face in another picture.</summary>
    internal FaceShape Moved(Similarity place) => new([.. Points.Select(p => new Vector3(place.Apply(new(p.X, p.Y)), p.Z * (float)place.Scale))], Presence);

    /// <summary>The mean of some points in the picture, pixels.</summary>
    public Vector2 Mean(params ReadOnlySpan<int> points)
    {
        Vector2 sum = default;
        foreach (int point in points)
            sum += this[point];
        return sum / points.Length;
    }
}

/// <summary>
/// MediaPipe's face mesh (Kartynnik et al. 2019) through OpenCV's dnn: looks at a square of the picture, turned so that the eyes lie level.
/// Not for several threads at once.
/// </summary>
public sealed class FaceMesh : IDisposable
{
    /// <summary>Points of a face.</summary>
    public const int Count = 468;

    private const int Side = 192;

    /// <summary>The square is this much larger than the box around the face [MediaPipe].</summary>
    private const float Margin = 1.5f;

    // outer corners of the eyes: the left one in the picture is the person's right
    internal const int LeftEye = 33, RightEye = 263;

    private readonly TfliteNetwork network = new(FaceModels.Mesh);

    /// <summary>The points of a face that a detector saw.</summary>
    /// <param name="frame">the picture</param>
    /// <param name="face">where it is</param>
    public FaceShape Find(Frame frame, DetectedFace face) =>
        Find(frame, face.Centre, Margin * Math.Max(face.Box.Width, face.Box.Height), Angle(face.Eyes.Left, face.Eyes.Right));

    /// <summary>The points of a face that was somewhere near in the frame before.</summary>
    /// <param name="frame">the picture</param>
    /// <param name="before">its points there</param>
    public FaceShape Find(Frame frame, FaceShape before)
    {
        (Vector2 from, Vector2 to) = before.Extent;
        return Find(frame, (from + to) / 2, Margin * Math.Max(to.X - from.X, to.Y - from.Y), before.Roll);
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => network.Dispose();

    private FaceShape Find(Frame frame, Vector2 centre, float side, float angle)
    {
        // from the network's square to the picture: scale, turn, shift; pixels' middles lie at whole numbers in both
        float scale = side / Side;
        (float sin, float cos) = MathF.SinCos(angle);
        Vector2 across = new(scale * cos, scale * sin), down = new(-scale * sin, scale * cos);
        Vector2 corner = centre - (across + down) * ((Side - 1) / 2f);
        using Mat rgb = FrameMat.Rgb(frame), square = new();
        using Mat toPicture = ShortRangeDetector.Affine(across.X, down.X, corner.X, across.Y, down.Y, corner.Y);
        Cv2.WarpAffine(rgb, square, toPicture, new Size(Side, Side), InterpolationFlags.Linear | InterpolationFlags.WarpInverseMap);
        using Mat input = CvDnn.BlobFromImage(square, 1 / 255.0);
        float[][] answers = network.Run(input, 3 * Count, 1);
        var points = ImmutableArray.CreateBuilder<Vector3>(Count);
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<float> at = answers[0].AsSpan(3 * i, 3);
            Vector2 place = corner + across * at[0] + down * at[1];
            points.Add(new(place, at[2] * scale));
        }
        return new(points.MoveToImmutable(), 1 / (1 + Math.Exp(-answers[1][0])));
    }

    private static float Angle(Vector2 left, Vector2 right) => MathF.Atan2(right.Y - left.Y, right.X - left.X);
}
