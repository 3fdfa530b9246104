using System.Numerics;
using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>Where a person's face is over a whole video.</summary>
/// <param name="Box">a square around it, inside the picture</param>
/// <param name="Census">who is in the video; null where a cascade looked, which tells nobody apart</param>
/// <param name="Person">where the person is to be found at first; null: the largest face</param>
/// <param name="Settings">how it was looked for, the cascade being named where it had to do</param>
public sealed record FoundFace(PixelBox Box, FaceCensus? Census, PixelBox? Person, FaceCropSettings Settings);

/// <summary>One square box around a person's face for a whole video.</summary>
public static class FaceCrop
{
    /// <summary>
    /// The picture's middle lies so much of the face above the mesh's: the mesh ends where the hair begins [chosen: as on the synthetic
    /// faces, whose mesh has its middle at 0.564 of the picture].
    /// </summary>
    private const float Above = 0.087f;

    /// <summary>The box that <see cref="Look"/> finds.</summary>
    /// <param name="video">the video; only the sampled frames are read</param>
    /// <param name="settings">who, margin</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">too few of the frames show the face; no such person</exception>
    public static PixelBox Find(IFrameSource video, FaceCropSettings settings, CancellationToken cancellation = default) => Look(video, settings, cancellation).Box;

    /// <summary>
    /// Looks for the person in evenly spread frames, takes the median of the face's middle and of its size, adds the margin, and keeps the
    /// square inside the picture.
    /// </summary>
    /// <param name="video">the video; only the sampled frames are read</param>
    /// <param name="settings">who, margin</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">too few of the frames show the face; no such person</exception>
    public static FoundFace Look(IFrameSource video, FaceCropSettings settings, CancellationToken cancellation = default)
    {
        settings = settings.AtHand();
        if (settings.Cascade is not null)
            return new(Inside(video, [.. LargestByCascade(video, settings, cancellation)], above: 0, settings), null, null, settings);
        using var mesh = new FaceMesh();
        FaceCensus census = FaceCensus.Of(video, settings.Samples, (frame, face) => mesh.Find(frame, mesh.Find(frame, face)) is { Presence: >= FaceFollower.LeastPresence } shape ? shape.Box : null, cancellation);
        SeenPerson? person = settings.Box is PixelBox near ? census.Nearest(near) : census.Person(video.Name, settings.Person);
        return new(Inside(video, person?.Boxes ?? [], Above, settings), census, settings.Box ?? person?.Box, settings);
    }

    /// <summary>
    /// From a frame's pixels to those of a picture that a face fills as <see cref="Look"/>'s box does, its eyes level.
    /// </summary>
    /// <param name="shape">the face</param>
    /// <param name="margin">added on each side of it, as a share of it</param>
    /// <param name="size">side of the picture, pixels</param>
    internal static Similarity Filling(FaceShape shape, double margin, int size)
    {
        (double sin, double cos) = Math.SinCos(-shape.Roll);
        var level = new Similarity(cos, sin, 0, 0);
        (Vector2 from, Vector2 to) = shape.Moved(level).Extent;
        float side = Math.Max(to.X - from.X, to.Y - from.Y);
        Vector2 centre = (from + to) / 2 - new Vector2(0, Above * side);
        double scale = size / (side * (1 + 2 * margin)), middle = (size - 1) / 2.0;
        return new Similarity(scale, 0, middle - scale * centre.X, middle - scale * centre.Y).After(level);
    }

    private static IEnumerable<PixelBox> LargestByCascade(IFrameSource video, FaceCropSettings settings, CancellationToken cancellation)
    {
        using var detector = new FaceDetector(settings);
        foreach (int position in FaceCensus.Spread(settings.Samples, video.Count))
        {
            cancellation.ThrowIfCancellationRequested();
            if (detector.Detect(video.Read(position)) is [PixelBox largest, ..])
                yield return largest;
        }
    }

    private static PixelBox Inside(IFrameSource video, IReadOnlyList<PixelBox> faces, float above, FaceCropSettings settings)
    {
        int samples = Math.Min(settings.Samples, video.Count);
        if (faces.Count == 0 || faces.Count < settings.LeastShare * samples)
            throw new InputException(
                video.Name, faces.Count == 0 ? $"no face in {samples} frames" : $"a face in {faces.Count} of {samples} frames only",
                "a face seen from the front", "Check the video; where its frames are cut to the face already, extract without a crop.");
        double side = Median(f => Math.Max(f.Width, f.Height));
        int length = Math.Min((int)Math.Round(side * (1 + 2 * settings.Margin)), Math.Min(video.Width, video.Height));
        int x = (int)Math.Round(Median(f => f.X + f.Width / 2.0) - length / 2.0), y = (int)Math.Round(Median(f => f.Y + f.Height / 2.0) - above * side - length / 2.0);
        return new PixelBox(Math.Clamp(x, 0, video.Width - length), Math.Clamp(y, 0, video.Height - length), length, length);

        double Median(Func<PixelBox, double> value)
        {
            double[] sorted = [.. faces.Select(value).Order()];
            return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
        }
    }
}
