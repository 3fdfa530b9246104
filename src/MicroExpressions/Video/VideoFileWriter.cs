using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>Writes frames into a video file. The file is whole only after <see cref="Dispose"/>.</summary>
public sealed class VideoFileWriter : IDisposable
{
    private readonly VideoWriter writer;
    private readonly string path;
    private readonly int width, height, channels;

    /// <param name="path">the file; its extension names the container (<c>.avi</c>, <c>.mp4</c>)</param>
    /// <param name="framesPerSecond">its rate</param>
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="channels">1 (grey) or 3 (RGB)</param>
    /// <param name="codec">four characters; <c>MJPG</c> keeps each frame for itself, <c>FFV1</c> keeps it exactly</param>
    /// <exception cref="InputException">the file cannot be written so</exception>
    public VideoFileWriter(string path, double framesPerSecond, int width, int height, int channels = 3, string codec = "MJPG")
    {
        (this.path, this.width, this.height, this.channels) = (path, width, height, channels);
        OpenCv.Load();
        writer = new VideoWriter();
        if (codec.Length == 4 && writer.Open(
            path, VideoCaptureAPIs.FFMPEG, VideoWriter.FourCC(codec[0], codec[1], codec[2], codec[3]), framesPerSecond, new Size(width, height), channels == 3))
            return;
        writer.Dispose();
        throw new InputException(
            path, $"FFmpeg cannot write this codec, size or file ({codec}, {width} × {height})", "a folder that can be written and a codec FFmpeg has",
            "Use .avi with MJPG, and even sizes.");
    }

    /// <summary>Appends a frame.</summary>
    /// <exception cref="ArgumentException">the frame has another size or another number of channels</exception>
    public void Write(Frame frame)
    {
        if (frame.Width != width || frame.Height != height || frame.Channels != channels)
            throw new ArgumentException(
                $"{path} takes {width} × {height} × {channels}, not {frame.Width} × {frame.Height} × {frame.Channels}", nameof(frame));
        using Mat picture = FrameMat.Of(frame);
        writer.Write(picture);
    }

    /// <summary>Finishes the file.</summary>
    public void Dispose() => writer.Dispose();
}
