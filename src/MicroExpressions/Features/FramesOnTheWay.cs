using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>Hands the video's frames to the flow and keeps each until the appearance has taken it too: one decoding for both.</summary>
/// <param name="video">the frames; stays the caller's</param>
/// <param name="convert">applied to each frame as it is read</param>
internal sealed class FramesOnTheWay(IFrameSource video, Func<Frame, Frame> convert) : IFrameSource
{
    private readonly Dictionary<int, Frame> kept = [];

    public string Name => video.Name;

    public int Width => video.Width;

    public int Height => video.Height;

    public int Count => video.Count;

    public double FramesPerSecond => video.FramesPerSecond;

    public FrameTimes Times => video.Times;

    public Frame Read(int position) => kept[position] = convert(video.Read(position));

    /// <summary>A frame that the flow has read; it is forgotten here.</summary>
    public Frame Take(int position)
    {
        kept.Remove(position, out Frame? frame);
        return frame ?? throw new InvalidOperationException($"frame {position} was not read before its flow came");
    }

    public void Dispose()
    {
    }
}
