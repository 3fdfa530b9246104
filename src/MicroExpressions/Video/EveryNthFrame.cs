namespace MicroExpressions.Video;

/// <summary>A video at a fraction of its rate: of every so many frames the first. The whole one stays the caller's.</summary>
public sealed class EveryNthFrame : IFrameSource
{
    private readonly IFrameSource video;
    private readonly int step;

    /// <param name="video">the whole</param>
    /// <param name="step">n; 1 leaves the video as it is</param>
    /// <exception cref="ArgumentOutOfRangeException">the step is not positive</exception>
    public EveryNthFrame(IFrameSource video, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        (this.video, this.step) = (video, step);
    }

    /// <inheritdoc/>
    public string Name => video.Name;

    /// <inheritdoc/>
    public int Width => video.Width;

    /// <inheritdoc/>
    public int Height => video.Height;

    /// <inheritdoc/>
    public int Count => (video.Count + step - 1) / step;

    /// <inheritdoc/>
    public double FramesPerSecond => Times.FramesPerSecond;

    /// <inheritdoc/>
    public FrameTimes Times => video.Times.EveryNth(step);

    /// <inheritdoc/>
    public Frame Read(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        return video.Read(position * step);
    }

    /// <summary>Leaves the underlying video open.</summary>
    public void Dispose()
    {
    }
}
