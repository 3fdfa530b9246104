namespace MicroExpressions.Video;

/// <summary>What to do where a frame should be and is not.</summary>
public enum MissingFrames
{
    /// <summary>An <see cref="InputException"/> names it.</summary>
    Refuse,

    /// <summary>The frame before it stands in, with a warning.</summary>
    RepeatLast,

    /// <summary>Frames are counted as if it had never been, as the lab's list for CAS(ME)³ counts them. Folders of pictures only.</summary>
    Skip,
}

/// <summary>How a video is opened.</summary>
public sealed record FrameSourceOptions
{
    /// <summary>Frames per second. A folder of pictures needs it; for a video file it replaces the container's own rate.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>Gaps in a folder, damaged frames in a video, or one that ends before its container says. CAS(ME)³ has gaps inside its folders.</summary>
    public MissingFrames OnMissing { get; init; } = MissingFrames.Refuse;

    /// <summary>Takes warnings, a line each.</summary>
    public Action<string> Warn { get; init; } = Console.Error.WriteLine;

    /// <summary>The rate as set, if it makes sense.</summary>
    /// <exception cref="InputException">it is not a positive number</exception>
    internal double? CheckedRate(string place) => FramesPerSecond is not { } rate || (rate > 0 && double.IsFinite(rate))
        ? FramesPerSecond
        : throw new InputException(place, $"{rate} frames per second", "a positive rate", "Give the camera's rate, e.g. 30 or 200.");
}
