using MicroExpressions.Video;
using OpenCvSharp;

namespace MicroExpressions.Faces;

/// <summary>
/// Frontal faces by a boosted cascade (Viola and Jones, CVPR 2001; OpenCV's implementation and training), where MediaPipe's models are not
/// there. Not for several threads at once.
/// </summary>
public sealed class FaceDetector : IDisposable
{
    /// <summary>
    /// The cascade that is used [chosen: <c>alt2</c> finds the face in every sampled frame of both real videos and nothing else, which the LBP
    /// cascades do not]. Looked for among Debian's <c>opencv-data</c>.
    /// </summary>
    public const string Usual = "haarcascade_frontalface_alt2.xml";

    // Faces fill much of the picture here: more pixels than this on the longer side cost time and find nothing more.
    private const int LongestSide = 640;

    private static readonly string[] Folders =
        ["/usr/share/opencv4/haarcascades", "/usr/share/opencv4/lbpcascades", "/usr/share/opencv/haarcascades", "/usr/local/share/opencv4/haarcascades"];

    private readonly CascadeClassifier cascade;
    private readonly FaceCropSettings settings;

    /// <param name="settings">which cascade, and how it is applied</param>
    /// <exception cref="InputException">the cascade's file is not there, or is none</exception>
    public FaceDetector(FaceCropSettings settings)
    {
        this.settings = settings;
        string name = settings.Cascade ?? Usual;
        string path = File.Exists(name)
            ? name
            : Folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists) ?? throw new InputException(
                name, "no such cascade", $"it in {Folders[0]}, or a path", "Install OpenCV's cascades: apt-get install opencv-data.");
        OpenCv.Load();
        cascade = new CascadeClassifier();
        try
        {
            if (!cascade.Load(path) || cascade.Empty())
                throw NoCascade("no cascade OpenCV can load");
        }
        catch (OpenCVException e)
        {
            throw NoCascade(e.ErrMsg, e);
        }

        InputException NoCascade(string found, Exception? inner = null)
        {
            cascade.Dispose();
            return new(path, found, "a cascade of OpenCV", "Install OpenCV's cascades again: apt-get install opencv-data.", inner);
        }
    }

    /// <summary>All faces in a picture, the largest first.</summary>
    public IReadOnlyList<PixelBox> Detect(Frame frame)
    {
        double shrink = Math.Min(1, (double)LongestSide / Math.Max(frame.Width, frame.Height));
        Frame grey = frame.ToGrey();
        if (shrink < 1)
            grey = grey.Resize(Scaled(frame.Width, shrink), Scaled(frame.Height, shrink), Interpolation.Area);
        int least = Math.Max(1, (int)(settings.LeastFace * Math.Min(grey.Width, grey.Height)));
        using Mat pixels = FrameMat.View(grey);
        Rect[] found = cascade.DetectMultiScale(
            pixels, settings.ScaleStep, settings.Neighbours, HaarDetectionTypes.ScaleImage, new Size(least, least));
        return
        [
            .. found.Select(f => new PixelBox(Scaled(f.X, 1 / shrink), Scaled(f.Y, 1 / shrink), Scaled(f.Width, 1 / shrink), Scaled(f.Height, 1 / shrink)))
                .OrderByDescending(f => (long)f.Width * f.Height),
        ];
    }

    /// <summary>Releases the cascade.</summary>
    public void Dispose() => cascade.Dispose();

    private static int Scaled(int length, double factor) => (int)Math.Round(length * factor);
}
