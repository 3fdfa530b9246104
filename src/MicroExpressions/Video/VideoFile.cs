namespace MicroExpressions.Video;

/// <summary>
/// A video file through FFmpeg (by OpenCV): exact frame by frame, whatever the container says, at constant memory.
/// Frames are counted by their order, not by their time stamps. Not for several threads at once.
/// </summary>
public sealed class VideoFile : IFrameSource
{
    // FFmpeg gives no time stamp for the frames its decoder still held back when the file ended (reordering and decoder
    // threads: up to 16 each). A jump therefore lands this far before its aim, where the stamp tells whether it went right.
    private const int RunUp = 32;

    // What a count that is only duration times rate may be off by: more is a file cut short.
    private const int LeastTolerance = 2;
    private const double Tolerance = 0.02;

    private readonly double containerRate;
    private readonly int decodable;      // frames that can be decoded
    private NativeVideo.Capture capture;
    private bool seekable;               // a jump lands where it should
    private int next;                    // position that the next grab gives

    /// <param name="path">the file</param>
    /// <param name="options">rate and policies</param>
    /// <exception cref="InputException">
    /// no such file; not a video; no frames; no rate; more frames than the container says, or fewer (unless the options allow it);
    /// a frame of another size, where the frames are coded one by one (MJPG)
    /// </exception>
    public VideoFile(string path, FrameSourceOptions options)
    {
        Name = path;
        if (!File.Exists(path))
            throw new InputException(path, "no such file", "a video file or a folder of pictures", "Check the path.");
        capture = Open();
        try
        {
            NativeVideo.Check(NativeVideo.CaptureProperties(
                capture, out int width, out int height, out containerRate, out long containerCount));
            (Width, Height) = (width, height);
            FramesPerSecond = options.CheckedRate(path) ?? (containerRate is > 0 and < 100_000 ? containerRate : throw new InputException(
                path, $"{containerRate} frames per second in the container", "a rate", "Give the rate yourself."));
            VideoContainer container = VideoContainers.Of(path);
            int stated = container == VideoContainer.WithoutLength ? 0 : (int)Math.Clamp(containerCount, 0, int.MaxValue);
            seekable = container == VideoContainer.WithFrameCount && EndsAt(stated);
            decodable = seekable ? stated : CountByDecoding();
            if (container == VideoContainer.WithFrameCount && decodable > stated && stated > 0)
                throw new InputException(
                    path, $"more than the {stated} frames that its header states", "a header that is right (OpenCV reads no further)",
                    "Have it rewritten: ffmpeg -i VIDEO -c copy NEW.");
            Count = options.OnMissing == MissingFrames.RepeatLast ? Math.Max(stated, decodable) : decodable;
            ReportShortfall(stated, options);
            RefuseOddSizes();
        }
        catch
        {
            capture.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double FramesPerSecond { get; }

    /// <inheritdoc/>
    public unsafe Frame Read(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        position = Math.Min(position, decodable - 1);
        MoveTo(position);
        var pixels = new byte[checked(Width * Height * 3)];
        try
        {
            fixed (byte* to = pixels)
                NativeVideo.Check(NativeVideo.CaptureRetrieve(capture, Width, Height, to));
        }
        catch (OpenCvException e)
        {
            throw Unreadable(position, e.Message);
        }
        return new Frame(Width, Height, 3, pixels);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => capture.Dispose();

    private NativeVideo.Capture Open()
    {
        try
        {
            NativeVideo.Check(NativeVideo.CaptureOpen(Name, out NativeVideo.Capture opened));
            return opened;
        }
        catch (OpenCvException e)
        {
            long length = new FileInfo(Name).Length;
            throw new InputException(
                Name, length == 0 ? "an empty file" : $"{length} bytes: {e.Message}", "a whole video that FFmpeg can decode",
                "Copy the file again; an MP4 cut short has lost its index and cannot be opened at all.", e);
        }
    }

    /// <summary>Makes the frame at a position the grabbed one.</summary>
    private void MoveTo(int position)
    {
        if (position == next - 1)
            return;
        if (seekable && (position < next || position > next + 2 * RunUp))
            seekable = JumpTo(position - RunUp);
        if (position < next)
            Restart();
        while (next <= position)
        {
            if (!Grab(out _))
                throw Unreadable(next, "nothing that can be decoded");
            next++;
        }
    }

    private void Restart()
    {
        capture.Dispose();
        capture = Open();
        next = 0;
    }

    private bool Grab(out double milliseconds)
    {
        NativeVideo.Check(NativeVideo.CaptureGrab(capture, out int grabbed, out milliseconds));
        return grabbed != 0;
    }

    /// <summary>Makes the frame at a position the grabbed one, or goes back to the beginning if the file cannot do that.</summary>
    private bool JumpTo(int position)
    {
        if (position > 0)
        {
            NativeVideo.Check(NativeVideo.CaptureSeek(capture, position, out int positioned));
            if (positioned != 0 && Grab(out double milliseconds) && milliseconds > 0 && IsTimeOf(position, milliseconds))
            {
                next = position + 1;
                return true;
            }
        }
        Restart();
        return position <= 0;
    }

    /// <summary>Whether the last frame is where a jump towards it finds it, with nothing after it.</summary>
    private bool EndsAt(int count)
    {
        bool ends = count > 0 && JumpTo(count - 1 - RunUp);
        while (ends && next < count)
        {
            ends = Grab(out _);
            next++;
        }
        ends = ends && !Grab(out _);
        Restart();
        return ends;
    }

    private int CountByDecoding()
    {
        Restart();
        int count = 0;
        seekable = true;
        while (Grab(out double milliseconds))
            seekable &= IsTimeOf(count++, milliseconds);
        Restart();
        return count;
    }

    /// <summary>Whether a time stamp fits the position at a constant rate. None (0) fits everywhere.</summary>
    private bool IsTimeOf(int position, double milliseconds)
        => milliseconds == 0 || Math.Abs(milliseconds - position * 1000.0 / containerRate) < 500.0 / containerRate;

    private void ReportShortfall(int stated, FrameSourceOptions options)
    {
        if (decodable == 0)
            throw new InputException(Name, "no frame", "at least one", "Export the video again.");
        if (decodable >= stated)
            return;
        string found = $"{decodable} frames that can be decoded";
        if (options.OnMissing == MissingFrames.RepeatLast)
            options.Warn($"{Name}: {found} of {stated}; the last one is repeated.");
        else if (stated - decodable <= Math.Max(LeastTolerance, Tolerance * stated))
            options.Warn($"{Name}: {found}; its duration would make {stated}.");
        else
            throw new InputException(
                $"{Name}, frame {decodable + 1}", $"the end of the file after {found}", $"{stated} frames as the container says",
                "The file is cut short: copy it again, or let its last frame stand in for the rest (RepeatLast).");
    }

    private void RefuseOddSizes()
    {
        NativeVideo.Check(NativeVideo.CaptureOddJpeg(Name, out long position, out int oddWidth, out int oddHeight));
        if (position >= 0)
            throw new InputException(
                $"{Name}, frame {position + 1}", $"{oddWidth} × {oddHeight} pixels", $"{Width} × {Height} as at the beginning",
                "All frames of a video must have one size: re-encode it.");
    }

    private InputException Unreadable(int position, string found) => new(
        $"{Name}, frame {position + 1} of {Count}", found, "a picture",
        "The file is damaged there: copy it again, or re-encode it up to that frame.");
}
