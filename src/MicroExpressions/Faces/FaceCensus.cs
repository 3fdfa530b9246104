using System.Numerics;
using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>One of the people in a video.</summary>
/// <param name="Boxes">where the face is in each of the sampled frames that show it, pixels; at least one</param>
public sealed record SeenPerson(IReadOnlyList<PixelBox> Boxes)
{
    /// <summary>Their median.</summary>
    public PixelBox Box => new(Median(b => b.X), Median(b => b.Y), Median(b => b.Width), Median(b => b.Height));

    /// <summary>Sampled frames that show the face.</summary>
    public int Frames => Boxes.Count;

    private int Median(Func<PixelBox, int> value) => Boxes.Select(value).Order().ElementAt(Boxes.Count / 2);
}

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
    public static FaceCensus Of(IFrameSource video, CancellationToken cancellation = default) => Of(video, Samples, (_, face) => face.Box, cancellation);

    /// <summary>Counts the faces and measures each in its own way.</summary>
    /// <param name="video">only the sampled frames are read</param>
    /// <param name="samples">frames to look at</param>
    /// <param name="box">where a face that the detector saw really is; null: it is none</param>
    /// <param name="cancellation">ends the work between two frames</param>
    internal static FaceCensus Of(IFrameSource video, int samples, Func<Frame, DetectedFace, PixelBox?> box, CancellationToken cancellation)
    {
        int[] positions = Spread(samples, video.Count);
        int without = 0;
        var people = new List<List<PixelBox>>();
        using var detector = new ShortRangeDetector();
        foreach (int position in positions)
        {
            cancellation.ThrowIfCancellationRequested();
            Frame frame = video.Read(position);
            PixelBox[] faces = [.. detector.Detect(frame).Select(face => box(frame, face)).OfType<PixelBox>()];
            without += faces.Length == 0 ? 1 : 0;
            var taken = new HashSet<List<PixelBox>>();
            foreach (PixelBox face in faces)
            {
                List<PixelBox>? same = people.Where(p => !taken.Contains(p) && Near(p[^1], face)).MinBy(p => Distance(p[^1], face));
                if (same is null)
                    people.Add(same = []);
                same.Add(face);
                taken.Add(same);
            }
        }
        return new(positions.Length, without,
        [
            .. people.Where(p => p.Count >= LeastShare * positions.Length).Select(p => new SeenPerson(p)).OrderByDescending(p => (long)p.Box.Width * p.Box.Height),
        ]);
    }

    /// <summary>The person of a number by the size of the face, from 1; null for the first where everybody is seen too seldom to count.</summary>
    /// <param name="video">what messages call the video</param>
    /// <param name="number">which</param>
    /// <exception cref="InputException">there are fewer</exception>
    public SeenPerson? Person(string video, int number) => number == 1 && People.Count == 0 ? null
        : number >= 1 && number <= People.Count ? People[number - 1]
        : throw new InputException(video, $"{People.Count} people", $"a person of number {number}, by the size of the face", "Give a number that there is, or the box in which the face is at first.");

    /// <summary>The person whose face is nearest to a place, within its own width; null: nobody.</summary>
    internal SeenPerson? Nearest(PixelBox place) => People.Where(p => p.Boxes.Any(b => Near(place, b))).MinBy(p => p.Boxes.Min(b => Distance(place, b)));

    /// <summary>Positions evenly spread over a video.</summary>
    internal static int[] Spread(int samples, int count) => [.. Enumerable.Range(0, Math.Min(samples, count)).Select(i => (int)((i + 0.5) * count / Math.Min(samples, count)))];

    /// <summary>A face has not moved by more than its own width between two samples [chosen].</summary>
    internal static bool Near(PixelBox a, PixelBox b) => Distance(a, b) < Math.Max(a.Width, b.Width);

    private static float Distance(PixelBox a, PixelBox b) =>
        Vector2.Distance(new(a.X + a.Width / 2f, a.Y + a.Height / 2f), new(b.X + b.Width / 2f, b.Y + b.Height / 2f));
}
