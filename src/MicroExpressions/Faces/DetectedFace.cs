using System.Numerics;
using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>A face as a detector sees it; lengths in pixels of the picture.</summary>
/// <param name="Box">around the face, from brows to chin; may leave the picture</param>
/// <param name="Eyes">the middle of the eye that is on the picture's left, then of the one on its right</param>
/// <param name="Score">0 to 1: how sure the detector is</param>
public sealed record DetectedFace(PixelBox Box, (Vector2 Left, Vector2 Right) Eyes, double Score)
{
    /// <summary>The box's middle.</summary>
    public Vector2 Centre => new(Box.X + Box.Width / 2f, Box.Y + Box.Height / 2f);

    /// <summary>Intersection over union of the two boxes.</summary>
    public double Overlap(DetectedFace other)
    {
        long width = Math.Min(Box.X + Box.Width, other.Box.X + other.Box.Width) - Math.Max(Box.X, other.Box.X);
        long height = Math.Min(Box.Y + Box.Height, other.Box.Y + other.Box.Height) - Math.Max(Box.Y, other.Box.Y);
        double common = Math.Max(0, width) * (double)Math.Max(0, height);
        return common / ((long)Box.Width * Box.Height + (long)other.Box.Width * other.Box.Height - common);
    }
}
