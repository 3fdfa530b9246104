using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>What a frame shows of the followed face; where it shows none, what the last frame showed that did.</summary>
/// <param name="Whole">the frame</param>
/// <param name="Shape">the face's points in it</param>
/// <param name="Seen">whether the face is to be seen in this frame</param>
/// <param name="Place">from the frame's pixels to the aligned picture's</param>
public sealed record AlignedFace(Frame Whole, FaceShape Shape, bool Seen, Similarity Place)
{
    /// <summary>How the head is turned; the last known where no face is seen.</summary>
    public HeadPose Pose => HeadPose.Of(Shape, Whole.Width, Whole.Height);

    /// <summary>How far the eyes are open (<see cref="EyeOpening"/>); NaN where no face is seen.</summary>
    public double EyesOpen => Seen ? EyeOpening.Of(Shape) : double.NaN;

    /// <summary>The aligned face, in colour where the video is.</summary>
    /// <param name="size">the alignment's</param>
    public Frame Picture(int size) => FaceAlignment.Warp(Whole, Place, size);

    /// <summary>The aligned face in grey, which costs a third of it in colour.</summary>
    /// <param name="size">the alignment's</param>
    public Frame Grey(int size) => FaceAlignment.Warp(Whole.ToGrey(), Place, size);
}

/// <summary>
/// One person's face, aligned to its first frame, frame by frame: what comes is computed when it is asked for and nothing is kept, so a video
/// may be as long as it likes.
/// </summary>
public static class AlignedFaces
{
    /// <summary>The frames of a video in their order.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="person">where the person is to be found at first; null: the largest face</param>
    /// <param name="settings">size, switch</param>
    /// <param name="place">where the first frame's face goes in the aligned pictures; null: as <see cref="FaceAlignment"/> has it</param>
    /// <param name="opened">told once, at the first frame with a face: its points in the aligned pictures</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <returns>a face for every frame; those before the first with a face stand as not seen, with that first face's picture</returns>
    /// <exception cref="InputException">no face in the whole video; a frame that cannot be read</exception>
    public static IEnumerable<AlignedFace> Of(
        IFrameSource video, PixelBox? person = null, FaceAlignmentSettings? settings = null, Func<FaceShape, Similarity>? place = null, Action<FaceShape>? opened = null,
        CancellationToken cancellation = default)
    {
        settings ??= new();
        using var follower = new FaceFollower(person);
        FaceAlignment? alignment = null;
        AlignedFace? last = null;
        int before = 0;
        try
        {
            for (int position = 0; position < video.Count; position++)
            {
                cancellation.ThrowIfCancellationRequested();
                Frame frame = video.Read(position);
                FaceShape? shape = follower.Next(frame);
                if (shape is null)
                {
                    if (last is null)
                        before++;
                    else
                        yield return last = last with { Seen = false };
                    continue;
                }
                bool isFirst = alignment is null;
                alignment ??= new FaceAlignment(frame, shape, settings, place?.Invoke(shape));
                last = new(frame, shape, true, alignment.Find(frame, shape));
                if (isFirst)
                {
                    opened?.Invoke(alignment.First);
                    for (; before > 0; before--)
                        yield return last with { Seen = false };
                }
                yield return last;
            }
        }
        finally
        {
            alignment?.Dispose();
        }
        if (last is null)
            throw new InputException(video.Name, $"no face in {video.Count} frames", "a face seen from the front", "Check the video; in a crowd, say who is meant.");
    }
}
