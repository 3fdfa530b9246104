using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>What a frame shows of the followed face.</summary>
/// <param name="Picture">the aligned face, in colour where the video is; where no face is to be seen, the last one that was</param>
/// <param name="Seen">whether the face is to be seen in this frame</param>
/// <param name="Pose">how the head is turned; the last known where no face is seen</param>
/// <param name="EyesOpen">how far the eyes are open (<see cref="EyeOpening"/>); NaN where no face is seen</param>
/// <param name="Place">from the frame's pixels to the picture's; the last known where no face is seen</param>
public sealed record AlignedFace(Frame Picture, bool Seen, HeadPose Pose, double EyesOpen, Similarity Place);

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
    /// <param name="opened">told once, at the first frame with a face: its points in the aligned pictures, and how many frames had none before it</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <returns>a face for every frame; those before the first with a face stand as not seen, with that first face's picture</returns>
    /// <exception cref="InputException">no face in the whole video; a frame that cannot be read</exception>
    public static IEnumerable<AlignedFace> Of(
        IFrameSource video, PixelBox? person = null, FaceAlignmentSettings? settings = null, Action<FaceShape>? opened = null, CancellationToken cancellation = default)
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
                        yield return last = last with { Seen = false, EyesOpen = double.NaN };
                    continue;
                }
                bool isFirst = alignment is null;
                alignment ??= new FaceAlignment(frame, shape, settings);
                Similarity place = alignment.Find(frame, shape);
                last = new(FaceAlignment.Warp(frame, place, settings.Size), true, HeadPose.Of(shape, frame.Width, frame.Height), EyeOpening.Of(shape), place);
                if (isFirst)
                {
                    opened?.Invoke(alignment.First);
                    for (; before > 0; before--)
                        yield return last with { Seen = false, EyesOpen = double.NaN };
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
