namespace MicroExpressions.Video;

/// <summary>A video seen through a box: each frame cut to it and brought to one size (Lanczos). The video stays the caller's.</summary>
/// <param name="video">the whole frames</param>
/// <param name="box">the part that is kept</param>
/// <param name="width">pixels in a row afterwards</param>
/// <param name="height">rows afterwards</param>
public sealed class CroppedFrames(IFrameSource video, PixelBox box, int width, int height) : IFrameSource
{
    /// <inheritdoc/>
    public string Name => video.Name;

    /// <inheritdoc/>
    public int Width => width;

    /// <inheritdoc/>
    public int Height => height;

    /// <inheritdoc/>
    public int Count => video.Count;

    /// <inheritdoc/>
    public double FramesPerSecond => video.FramesPerSecond;

    /// <inheritdoc/>
    public FrameTimes Times => video.Times;

    /// <summary>The part that is kept.</summary>
    public PixelBox Box => box;

    /// <inheritdoc/>
    public Frame Read(int position) => video.Read(position).Crop(box, width, height, Interpolation.Lanczos);

    /// <summary>Leaves the underlying video open.</summary>
    public void Dispose()
    {
    }
}
