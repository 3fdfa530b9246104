namespace MicroExpressions.Video;

/// <summary>A part of a video as a video of its own. The whole one stays the caller's.</summary>
public sealed class FrameRange : IFrameSource
{
    private readonly IFrameSource video;
    private readonly int first;

    /// <param name="video">the whole</param>
    /// <param name="first">0-based position of the part's first frame</param>
    /// <param name="count">frames in the part</param>
    /// <exception cref="ArgumentOutOfRangeException">the part is not inside the whole</exception>
    public FrameRange(IFrameSource video, int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, video.Count - first);
        (this.video, this.first, Count) = (video, first, count);
    }

    /// <inheritdoc/>
    public string Name => video.Name;

    /// <inheritdoc/>
    public int Width => video.Width;

    /// <inheritdoc/>
    public int Height => video.Height;

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double FramesPerSecond => Times.FramesPerSecond;

    /// <inheritdoc/>
    public FrameTimes Times => video.Times.Part(first, Count);

    /// <inheritdoc/>
    public Frame Read(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        return video.Read(first + position);
    }

    /// <summary>Leaves the underlying video open.</summary>
    public void Dispose()
    {
    }
}
