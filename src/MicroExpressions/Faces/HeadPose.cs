using System.Globalization;
using System.Numerics;
using OpenCvSharp;

namespace MicroExpressions.Faces;

/// <summary>How a head is turned, degrees; all zero when it looks straight into the camera.</summary>
/// <param name="Yaw">positive: towards the picture's right</param>
/// <param name="Pitch">positive: down</param>
/// <param name="Roll">positive: clockwise in the picture</param>
public readonly record struct HeadPose(double Yaw, double Pitch, double Roll)
{
    // one point of so many decides: the others lie between them [chosen: turns differ from those of all points by less than half a degree]
    private const int Every = 4;

    /// <summary>
    /// From the points of a mesh, by the canonical face seen through a camera (perspective-n-point, OpenCV's iterative method). The camera is
    /// taken to see the picture's longer side under 60° [chosen: that of webcams]; its true angle changes the turns by little.
    /// </summary>
    /// <param name="shape">the points</param>
    /// <param name="width">of the picture, pixels</param>
    /// <param name="height">of the picture, pixels</param>
    public static HeadPose Of(FaceShape shape, int width, int height)
    {
        Video.OpenCv.Load();
        double focal = Math.Max(width, height) / 2.0 / Math.Tan(Math.PI / 6);
        ReadOnlySpan<Vector3> canonical = CanonicalFace.Instance.Vertices.AsSpan();
        var inSpace = new Point3f[canonical.Length / Every];
        var inPicture = new Point2f[inSpace.Length];
        for (int i = 0; i < inSpace.Length; i++)
        {
            // the canonical face has y up and looks along +z, the camera has y down and looks along +z at it
            Vector3 point = canonical[i * Every];
            inSpace[i] = new(point.X, -point.Y, -point.Z);
            inPicture[i] = new(shape[i * Every].X, shape[i * Every].Y);
        }
        using var camera = new Mat(3, 3, MatType.CV_64FC1);
        camera.SetArray([focal, 0, (width - 1) / 2.0, 0, focal, (height - 1) / 2.0, 0, 0, 1]);
        using Mat points = Mat.FromPixelData(inSpace.Length, 1, MatType.CV_32FC3, inSpace), places = Mat.FromPixelData(inPicture.Length, 1, MatType.CV_32FC2, inPicture);
        using Mat turn = new(), shift = new(), none = new(), matrix = new();
        Cv2.SolvePnP(points, places, camera, none, turn, shift, false, SolvePnPMethod.Iterative);
        Cv2.Rodrigues(turn, matrix);
        matrix.GetArray(out double[] r);
        // the turn is roll · pitch · yaw
        return new(Degrees(Math.Atan2(r[6], r[8])), Degrees(Math.Asin(Math.Clamp(r[7], -1, 1))), Degrees(Math.Atan2(-r[1], r[4])));
    }

    /// <summary>The turn from another pose to this one, degrees: the greatest of the three.</summary>
    public double From(HeadPose other) => Math.Max(Math.Abs(Yaw - other.Yaw), Math.Max(Math.Abs(Pitch - other.Pitch), Math.Abs(Roll - other.Roll)));

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"yaw {Yaw:0}°, pitch {Pitch:0}°, roll {Roll:0}°");

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
