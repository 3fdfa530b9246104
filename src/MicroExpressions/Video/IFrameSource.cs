namespace MicroExpressions.Video;

/// <summary>A video whatever it comes from: a file, a folder of pictures, the synthetic corpus. All frames have one size.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>What messages call it: the file or folder, or the synthetic video's name.</summary>
    string Name { get; }

    /// <summary>Pixels in a row.</summary>
    int Width { get; }

    /// <summary>Rows.</summary>
    int Height { get; }

    /// <summary>Frames in the video.</summary>
    int Count { get; }

    /// <summary>Frames per second; where the rate varies (<see cref="Times"/>), the mean.</summary>
    double FramesPerSecond { get; }

    /// <summary>When each frame comes. Evenly, unless a source knows better.</summary>
    FrameTimes Times => FrameTimes.Even(Count, FramesPerSecond);

    /// <summary>The frame at a 0-based position; consecutive reads are the fast path.</summary>
    /// <exception cref="ArgumentOutOfRangeException">outside 0..Count−1</exception>
    /// <exception cref="InputException">the frame cannot be read</exception>
    Frame Read(int position);
}
