using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

/// <summary>A video whose frames a function gives; it notes which were read.</summary>
internal sealed class GeneratedFrames(int count, Func<int, Frame> frame) : IFrameSource
{
    private readonly Frame first = frame(0);

    public string Name => "generated";

    public int Width => first.Width;

    public int Height => first.Height;

    public int Count => count;

    public double FramesPerSecond => Times.FramesPerSecond;

    public FrameTimes Times { get; init; } = FrameTimes.Even(count, 30);

    public List<int> Reads { get; } = [];

    public Frame Read(int position)
    {
        Reads.Add(position);
        return frame(position);
    }

    public void Dispose()
    {
    }
}
