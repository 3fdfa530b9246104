using System.Numerics;
using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>
/// One person's face from frame to frame: the mesh finds it where it was, and where it is lost or every tenth frame [chosen] the detector
/// looks for it again, the nearest to where it was. Frames come in order. Not for several threads at once.
/// </summary>
/// <param name="first">where the person is to be found at first; null: the largest face</param>
public sealed class FaceFollower(PixelBox? first = null) : IDisposable
{
    /// <summary>The mesh's presence below which there is no face [MediaPipe's default].</summary>
    public const double LeastPresence = 0.5;

    /// <summary>Frames after which the detector looks whether the mesh still sits on the face.</summary>
    private const int Look = 10;

    private readonly ShortRangeDetector detector = new();
    private readonly FaceMesh mesh = new();
    private PixelBox? place = first;
    private FaceShape? last;
    private int sinceLook;

    /// <summary>The points of the person's face; null where it is not to be seen.</summary>
    public FaceShape? Next(Frame frame)
    {
        if (last is not null && ++sinceLook < Look)
            last = Present(mesh.Find(frame, last));
        else
            last = null;
        if (last is null)
        {
            DetectedFace? face = Nearest(detector.Detect(frame));
            last = face is null ? null : Present(mesh.Find(frame, face));
            // the square that the mesh itself asks for is another than the detector's: its points are found from one kind only
            last = last is null ? null : Present(mesh.Find(frame, last));
            sinceLook = 0;
        }
        if (last is not null)
            place = last.Box;
        return last;
    }

    /// <summary>Frees the networks.</summary>
    public void Dispose()
    {
        detector.Dispose();
        mesh.Dispose();
    }

    private DetectedFace? Nearest(IReadOnlyList<DetectedFace> faces) => place is not PixelBox box ? faces.FirstOrDefault()
        : faces.Where(f => FaceCensus.Near(box, f.Box)).MinBy(f => Vector2.Distance(f.Centre, new(box.X + box.Width / 2f, box.Y + box.Height / 2f)));

    private static FaceShape? Present(FaceShape shape) => shape.Presence >= LeastPresence ? shape : null;
}
