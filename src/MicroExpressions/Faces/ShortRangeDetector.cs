using System.Numerics;
using MicroExpressions.Video;
using OpenCvSharp;
using OpenCvSharp.Dnn;

namespace MicroExpressions.Faces;

/// <summary>
/// MediaPipe's short-range face detector (BlazeFace, Bazarevsky et al. 2019) through OpenCV's dnn: 896 anchors on a picture of 128 × 128.
/// Finds faces from a tenth of the picture on, in any light, turned by up to 45°. Not for several threads at once.
/// </summary>
public sealed class ShortRangeDetector : IDisposable
{
    private const int Side = 128, Coordinates = 16;

    /// <summary>Faces of at least this score count [MediaPipe's default].</summary>
    private const double LeastScore = 0.5;

    /// <summary>Boxes that overlap by more are one face [MediaPipe's default].</summary>
    private const double SameFace = 0.3;

    private static readonly Vector2[] Anchors = [.. AnchorsOf(stride: 8, each: 2), .. AnchorsOf(stride: 16, each: 6)];

    private readonly TfliteNetwork network = new(FaceModels.Detector);

    /// <summary>All faces in a picture, the largest first.</summary>
    /// <param name="frame">of any size</param>
    public IReadOnlyList<DetectedFace> Detect(Frame frame)
    {
        double scale = (double)Side / Math.Max(frame.Width, frame.Height);
        // bars fill what the picture leaves of the square, equal on both sides
        (double left, double top) = ((Side - frame.Width * scale) / 2, (Side - frame.Height * scale) / 2);
        using Mat rgb = FrameMat.Rgb(frame), square = new();
        using Mat toSquare = Affine(scale, 0, left, 0, scale, top);
        Cv2.WarpAffine(rgb, square, toSquare, new Size(Side, Side), scale < 1 ? InterpolationFlags.Area : InterpolationFlags.Linear);
        using Mat input = CvDnn.BlobFromImage(square, 2 / 255.0, mean: new Scalar(127.5, 127.5, 127.5));
        float[][] answers = network.Run(input, Anchors.Length * Coordinates, Anchors.Length);
        var found = new List<DetectedFace>();
        for (int i = 0; i < Anchors.Length; i++)
        {
            double score = 1 / (1 + Math.Exp(-Math.Clamp(answers[1][i], -100, 100)));
            if (score >= LeastScore)
                found.Add(Decode(answers[0].AsSpan(i * Coordinates, Coordinates), Anchors[i], score, p => new((float)((p.X - left) / scale), (float)((p.Y - top) / scale))));
        }
        return [.. Separate(found).OrderByDescending(f => (long)f.Box.Width * f.Box.Height)];
    }

    /// <summary>Frees the network.</summary>
    public void Dispose() => network.Dispose();

    internal static Mat Affine(double a, double b, double c, double d, double e, double f)
    {
        var matrix = new Mat(2, 3, MatType.CV_64FC1);
        matrix.SetArray([a, b, c, d, e, f]);
        return matrix;
    }

    private static DetectedFace Decode(ReadOnlySpan<float> raw, Vector2 anchor, double score, Func<Vector2, Vector2> toPicture)
    {
        Vector2 centre = new Vector2(raw[0], raw[1]) + anchor, half = new Vector2(raw[2], raw[3]) / 2;
        (Vector2 from, Vector2 to) = (toPicture(centre - half), toPicture(centre + half));
        return new(
            new PixelBox((int)MathF.Round(from.X), (int)MathF.Round(from.Y), Math.Max(1, (int)MathF.Round(to.X - from.X)), Math.Max(1, (int)MathF.Round(to.Y - from.Y))),
            (toPicture(new Vector2(raw[4], raw[5]) + anchor), toPicture(new Vector2(raw[6], raw[7]) + anchor)), score);
    }

    /// <summary>One face of each heap of boxes: the mean weighted by score, as MediaPipe's weighted suppression.</summary>
    private static IEnumerable<DetectedFace> Separate(List<DetectedFace> found)
    {
        List<DetectedFace> left = [.. found.OrderByDescending(f => f.Score)];
        while (left.Count > 0)
        {
            DetectedFace best = left[0];
            DetectedFace[] same = [.. left.Where(f => f == best || f.Overlap(best) > SameFace)];
            left = [.. left.Except(same)];
            double sum = same.Sum(f => f.Score);
            float Mean(Func<DetectedFace, double> value) => (float)(same.Sum(f => f.Score * value(f)) / sum);
            yield return new(
                new PixelBox((int)MathF.Round(Mean(f => f.Box.X)), (int)MathF.Round(Mean(f => f.Box.Y)), (int)MathF.Round(Mean(f => f.Box.Width)), (int)MathF.Round(Mean(f => f.Box.Height))),
                (new(Mean(f => f.Eyes.Left.X), Mean(f => f.Eyes.Left.Y)), new(Mean(f => f.Eyes.Right.X), Mean(f => f.Eyes.Right.Y))), best.Score);
        }
    }

    /// <summary>The middles of a grid's cells, pixels of the square; each as often as it has anchors.</summary>
    private static IEnumerable<Vector2> AnchorsOf(int stride, int each) =>
        from y in Enumerable.Range(0, Side / stride)
        from x in Enumerable.Range(0, Side / stride)
        from _ in Enumerable.Range(0, each)
        select new Vector2((x + 0.5f) * stride, (y + 0.5f) * stride);
}
