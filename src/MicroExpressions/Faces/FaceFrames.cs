using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>A stretch of frames, counted from 1; the last one belongs to it.</summary>
/// <param name="From">its first frame</param>
/// <param name="To">its last one</param>
public readonly record struct FrameStretch(int From, int To);

/// <summary>What was seen of people while one of them was followed.</summary>
/// <param name="People">in the sampled frames</param>
/// <param name="Without">stretches in which the one who was followed is not to be seen</param>
public sealed record FacesSeen(int People, IReadOnlyList<FrameStretch> Without);

/// <summary>
/// One person's face as a video of its own: every frame cut to it as the settings say. Where the face is not to be seen, the picture stays
/// the last one that showed it, so that nothing moves, and the frame is noted. Frames are read forwards. The whole video stays the caller's.
/// </summary>
public sealed class FaceFrames : IFrameSource
{
    private readonly IFrameSource video;
    private readonly FoundFace found;
    private readonly IEnumerator<AlignedFace>? faces;
    private readonly List<FrameStretch> without = [];
    private readonly int size;
    private Frame? picture;
    private int followed;

    /// <summary>Looks who is there; nobody is followed yet.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="settings">who, margin, alignment</param>
    /// <param name="size">side of the pictures</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">too few of the frames show the face; no such person</exception>
    public FaceFrames(IFrameSource video, FaceCropSettings settings, int size, CancellationToken cancellation = default)
    {
        (this.video, this.size) = (video, size);
        found = FaceCrop.Look(video, settings, cancellation);
        if (found.Census is not null)
            faces = AlignedFaces.Of(
                video, found.Person, new FaceAlignmentSettings { Size = size, Align = settings.Align }, shape => FaceCrop.Filling(shape, settings.Margin, size),
                cancellation: cancellation).GetEnumerator();
    }

    /// <inheritdoc/>
    public string Name => video.Name;

    /// <inheritdoc/>
    public int Width => size;

    /// <inheritdoc/>
    public int Height => size;

    /// <inheritdoc/>
    public int Count => video.Count;

    /// <inheritdoc/>
    public double FramesPerSecond => video.FramesPerSecond;

    /// <inheritdoc/>
    public FrameTimes Times => video.Times;

    /// <summary>Where the face is over the whole video; what is cut out where nothing is aligned.</summary>
    public PixelBox Box => found.Box;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">a frame before the last one that was read</exception>
    public Frame Read(int position)
    {
        if (faces is null)
            return Cut(video.Read(position));
        if (position < followed - 1)
            throw new InvalidOperationException($"frame {position} of {Name} after frame {followed - 1}: a face is followed forwards");
        while (followed <= position)
            Follow();
        return picture ??= found.Settings.Align ? faces.Current.Picture(size) : Cut(faces.Current.Whole);
    }

    /// <summary>Follows the face to the video's end; null where a cascade found it, which follows nobody.</summary>
    public FacesSeen? Finish()
    {
        if (faces is null)
            return null;
        while (followed < Count)
            Follow();
        return new(found.Census!.People.Count, without);
    }

    /// <summary>Frees the networks and leaves the underlying video open.</summary>
    public void Dispose() => faces?.Dispose();

    private void Follow()
    {
        faces!.MoveNext();
        followed++;
        if (faces.Current.Seen)
            picture = null;
        else if (without is [.., var last] && last.To == followed - 1)
            without[^1] = last with { To = followed };
        else
            without.Add(new(followed, followed));
    }

    private Frame Cut(Frame whole) => whole.Crop(found.Box, size, size, Interpolation.Lanczos);
}
