using System.Numerics;
using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>One of the people in a video.</summary>
/// <param name="Box">where the face is, the median over the frames that show it, pixels</param>
/// <param name="Frames">sampled frames that show it</param>
public sealed record SeenPerson(PixelBox Box, int Frames);

/// <summary>Who is in a video: the faces in frames spread evenly over it.</summary>
/// <param name="Sampled">frames looked at</param>
/// <param name="Without">of them, without a face</param>
/// <param name="People">everybody seen in at least an eighth of them, the largest face first</param>
public sealed record FaceCensus(int Sampled, int Without, IReadOnlyList<SeenPerson> People)
{
    /// <summary>Frames looked at unless a caller says otherwise [chosen].</summary>
    public const int Samples = 16;

    // [chosen]: who is in fewer only passes by, or is none
    private const double LeastShare = 1 / 8.0;

    /// <summary>Counts the faces.</summary>
    /// <param name="video">only the sampled frames are read</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">the face models are not there; a frame cannot be read</exception>
    public static FaceCensus Of(IFrameSource video, CancellationToken cancellation = default)
    {
        int samples = Math.Min(Samples, video.Count), without = 0;
        var people = new List<List<PixelBox>>();
        using var detector = new ShortRangeDetector();
        for (int i = 0; i < samples; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            IReadOnlyList<DetectedFace> faces = detector.Detect(video.Read((int)((i + 0.5) * video.Count / samples)));
            without += faces.Count == 0 ? 1 : 0;
            var taken = new HashSet<List<PixelBox>>();
            foreach (PixelBox box in faces.Select(f => f.Box))
            {
                List<PixelBox>? same = people.Where(p => !taken.Contains(p) && Near(p[^1], box)).MinBy(p => Distance(p[^1], box));
                if (same is null)
                    people.Add(same = []);
                same.Add(box);
                taken.Add(same);
            }
        }
        return new(samples, without,
        [
            .. people.Where(p => p.Count >= LeastShare * samples).Select(p => new SeenPerson(Median(p), p.Count)).OrderByDescending(p => (long)p.Box.Width * p.Box.Height),
        ]);
    }

    /// <summary>A face has not moved by more than its own width between two samples [chosen].</summary>
    internal static bool Near(PixelBox a, PixelBox b) => Distance(a, b) < Math.Max(a.Width, b.Width);

    private static float Distance(PixelBox a, PixelBox b) =>
        Vector2.Distance(new(a.X + a.Width / 2f, a.Y + a.Height / 2f), new(b.X + b.Width / 2f, b.Y + b.Height / 2f));

    private static PixelBox Median(List<PixelBox> boxes)
    {
        int Of(Func<PixelBox, int> value) => boxes.Select(value).Order().ElementAt(boxes.Count / 2);
        return new(Of(b => b.X), Of(b => b.Y), Of(b => b.Width), Of(b => b.Height));
    }
}
