using MicroExpressions.Video;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>
/// A clip whose movement is taken out: at each frame <c>x_0 ± (x_t − x_{t−1})</c>, the first frame and the camera's noise. A picture
/// repeated to the bit is nothing that a camera films, and a model that is given changes since the onset would know it for the first frame
/// of a clip. Of a face that is still the difference of two neighbouring frames is the difference of two noises, as the change since the
/// onset would be; its sign is as good as the other. What a face moves between two frames is in it too, which is little and counted as
/// noise. A clip whose frames are all alike stays as it is.
/// </summary>
/// <param name="clip">the movement alone; stays the caller's</param>
/// <param name="box">the part of the frames that is kept, at its own size</param>
/// <param name="sign">1 or −1</param>
internal sealed class StilledClip(IFrameSource clip, PixelBox box, int sign) : IFrameSource
{
    /// <inheritdoc/>
    public string Name => clip.Name;

    /// <inheritdoc/>
    public int Width => box.Width;

    /// <inheritdoc/>
    public int Height => box.Height;

    /// <inheritdoc/>
    public int Count => clip.Count;

    /// <inheritdoc/>
    public double FramesPerSecond => clip.FramesPerSecond;

    /// <inheritdoc/>
    public FrameTimes Times => clip.Times;

    /// <inheritdoc/>
    public Frame Read(int position)
    {
        Frame first = Part(0);
        if (position == 0)
            return first;
        Frame before = Part(position - 1), after = Part(position);
        return new(first.Width, first.Height, first.Channels,
            [.. first.Pixels.Select((x, i) => (byte)Math.Clamp(x + sign * (after.Pixels[i] - before.Pixels[i]), byte.MinValue, byte.MaxValue))]);
    }

    /// <summary>Leaves the clip open.</summary>
    public void Dispose()
    {
    }

    private Frame Part(int position) => clip.Read(position).Crop(box, box.Width, box.Height, Interpolation.Area);
}
