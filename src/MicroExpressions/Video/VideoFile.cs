using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>
/// A video file through FFmpeg (by OpenCV): exact frame by frame, whatever the container says, at constant memory, upright as a player
/// shows it. Frames are counted by their order and know the time at which they are shown. Not for several threads at once.
/// </summary>
public sealed class VideoFile : IFrameSource
{
    // A jump that led past its aim, or to a frame without a time stamp, is tried again to this far before it, then further: OpenCV finds its
    // way by the mean rate, and where that led is known only there.
    private const int RunUp = 32;

    // Fewer frames than this are decoded one by one: a jump decodes all from the key frame before its aim.
    private const int LeastJump = 64;

    // What a count that is only duration times rate may be off by: more is a file cut short.
    private const int LeastTolerance = 2;
    private const double Tolerance = 0.02;

    // Time stamps come as fractions of a second that were rounded to the container's unit; a microsecond is finer than any of them.
    private const double SameTime = 1e-6;

    private readonly double containerRate;
    private readonly double[] stamps;    // [frames that can be decoded] seconds; empty where the container gives none
    private readonly int decodable;      // frames that can be decoded
    private readonly RotateFlags? turn;  // what makes a frame upright
    private VideoCapture capture;
    private bool seekable;               // a jump lands where it should
    private int next;                    // position that the next grab gives

    /// <param name="path">the file</param>
    /// <param name="options">rate and policies</param>
    /// <exception cref="InputException">
    /// no such file; not a video; no frames; no rate; more frames than the container says, or fewer (unless the options allow it);
    /// a frame of another size, where the frames are coded one by one (MJPG); a system without what OpenCV needs
    /// </exception>
    public VideoFile(string path, FrameSourceOptions options)
    {
        Name = path;
        if (!File.Exists(path))
            throw new InputException(path, "no such file", "a video file or a folder of pictures", "Check the path.");
        OpenCv.Load();
        capture = Open();
        try
        {
            turn = Turn(capture.Get(VideoCaptureProperties.OrientationMeta));
            (Width, Height) = turn is null or RotateFlags.Rotate180 ? (capture.FrameWidth, capture.FrameHeight) : (capture.FrameHeight, capture.FrameWidth);
            containerRate = capture.Get(VideoCaptureProperties.Fps) is > 0 and < 100_000 and double rate ? rate : 0;
            double containerCount = Math.Clamp(capture.Get(VideoCaptureProperties.FrameCount), 0, int.MaxValue);

            VideoContainer container = VideoContainers.Of(path);
            VideoPackets packets = VideoPackets.Read(path);
            int headerCount = container == VideoContainer.WithFrameCount ? (int)containerCount : 0;
            stamps = packets.Seconds is { } seconds && (headerCount == 0 || headerCount == seconds.Length) ? seconds : [];
            seekable = stamps.Length > 0 && container != VideoContainer.WithoutLength && BeginsAndEnds();
            (decodable, stamps) = seekable ? (stamps.Length, stamps) : CountByDecoding();
            if (headerCount > 0 && decodable > headerCount)
                throw new InputException(
                    path, $"more than the {headerCount} frames that its header states", "a header that is right (OpenCV reads no further)",
                    "Have it rewritten: ffmpeg -i VIDEO -c copy NEW.");
            if (decodable == 0)
                throw new InputException(Name, "no frame", "at least one", "Export the video again.");
            FrameTimes? own = OwnTimes();
            Times = options.CheckedRate(path) is { } given ? FrameTimes.Even(decodable, given) : own ?? throw new InputException(
                path, "no frames per second in the container", "a rate", "Give the rate yourself.");
            int stated = container == VideoContainer.WithDuration && own is not null && containerRate > 0
                ? decodable + (int)Math.Round((containerCount / containerRate - own.Seconds(decodable)) * own.FramesPerSecond) : headerCount;
            ReportShortfall(stated, options);
            if (options.OnMissing == MissingFrames.RepeatLast && stated > decodable)
                Times = Times.RepeatLast(stated);
            if (packets.OddSize is { } odd)
                throw new InputException(
                    $"{Name}, frame {odd.Position + 1}", $"{odd.Width} × {odd.Height} pixels", $"{capture.FrameWidth} × {capture.FrameHeight} as at the beginning",
                    "All frames of a video must have one size: re-encode it.");
            if (stamps.Length == 0 && options.FramesPerSecond is null)
                options.Warn($"{Name}: its time stamps do not rise from frame to frame; they are taken to come evenly, {Times}.");
            if (Times.Vary)
                options.Warn($"{Name}: its frames come {Times}; seconds are the container's own for each frame.");
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
    public int Count => Times.Count;

    /// <inheritdoc/>
    public double FramesPerSecond => Times.FramesPerSecond;

    /// <inheritdoc/>
    public FrameTimes Times { get; }

    /// <inheritdoc/>
    public Frame Read(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        position = Math.Min(position, decodable - 1);
        MoveTo(position);
        using var decoded = new Mat();
        if (!Retrieve(decoded))
            throw Unreadable(position, "nothing that can be decoded");
        if (turn is { } flags)
            Cv2.Rotate(decoded, decoded, flags);
        if (decoded.Type() != MatType.CV_8UC3 || decoded.Cols != Width || decoded.Rows != Height)
            throw Unreadable(position, "a picture of another size or pixel type than the first");
        return FrameMat.ToFrame(decoded);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => capture.Dispose();

    private bool Retrieve(Mat decoded)
    {
        try
        {
            return capture.Retrieve(decoded) && !decoded.Empty();
        }
        catch (OpenCVException)
        {
            return false;
        }
    }

    private VideoCapture Open()
    {
        // FFmpeg only: the other backends would take the path for a camera, a pipeline or an image pattern
        var opened = new VideoCapture(Name, VideoCaptureAPIs.FFMPEG);
        if (opened.IsOpened())
        {
            opened.Set(VideoCaptureProperties.OrientationAuto, 0);    // OpenCV's versions turn differently: see Turn
            return opened;
        }
        opened.Dispose();
        long length = new FileInfo(Name).Length;
        throw new InputException(
            Name, length == 0 ? "an empty file" : $"{length} bytes: FFmpeg finds no video stream in it", "a whole video that FFmpeg can decode",
            "Copy the file again; an MP4 cut short has lost its index and cannot be opened at all.");
    }

    /// <summary>What makes a frame upright that the container wants turned by so many degrees clockwise (phones held upright: 90).</summary>
    private static RotateFlags? Turn(double degrees) => ((((int)Math.Round(degrees) % 360) + 360) % 360) switch
    {
        90 => RotateFlags.Rotate90Clockwise,
        180 => RotateFlags.Rotate180,
        270 => RotateFlags.Rotate90Counterclockwise,
        _ => null,
    };

    /// <summary>Makes the frame at a position the grabbed one.</summary>
    private void MoveTo(int position)
    {
        if (position == next - 1)
            return;
        if (seekable && (position < next || position > next + LeastJump))
            seekable = JumpTo(position);
        if (position < next)
            Restart();
        while (next <= position)
        {
            if (!Grab(out double seconds) || !IsTimeOf(next, seconds))
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

    private bool Grab(out double seconds)
    {
        bool grabbed = capture.Grab();
        seconds = grabbed ? capture.Get(VideoCaptureProperties.PosMsec) / 1000 : -1;
        return grabbed;
    }

    /// <summary>Makes the frame at a position, or one before it, the grabbed one; goes back to the beginning if the file cannot do that.</summary>
    private bool JumpTo(int position)
    {
        for (int runUp = 0; runUp < position; runUp = Math.Max(RunUp, 2 * runUp))
        {
            double aim = Math.Round(stamps[position - runUp] * containerRate);
            if (capture.Set(VideoCaptureProperties.PosFrames, aim) && Grab(out double seconds) && seconds > 0
                && PositionOf(seconds) is int landed && landed <= position)
            {
                next = landed + 1;
                return true;
            }
        }
        Restart();
        return position <= RunUp;
    }

    private int? PositionOf(double seconds)
    {
        int found = Array.BinarySearch(stamps, seconds - SameTime);
        found = found >= 0 ? found : ~found;
        return found < stamps.Length && IsTimeOf(found, seconds) ? found : null;
    }

    /// <summary>Whether a decoded frame's time stamp is that of a position. Where there are none, and for none (0), any is.</summary>
    private bool IsTimeOf(int position, double seconds)
        => stamps.Length == 0 || seconds == 0 || (position < stamps.Length && Math.Abs(stamps[position] - seconds) <= SameTime);

    /// <summary>Whether the decoder gives the first frame first and, after a jump towards it, the last one last.</summary>
    private bool BeginsAndEnds()
    {
        bool holds = Grab(out double first) && IsTimeOf(0, first);
        next = 1;
        holds = holds && (stamps.Length == 1 || JumpTo(stamps.Length - 1));
        while (holds && next < stamps.Length)
            holds = Grab(out double seconds) && IsTimeOf(next++, seconds);
        holds = holds && !Grab(out _);
        Restart();
        return holds;
    }

    private (int Count, double[] Stamps) CountByDecoding()
    {
        Restart();
        var seconds = new List<double>();
        while (Grab(out double stamp))
            seconds.Add(stamp);
        Restart();
        // FFmpeg gives no time stamp for some of the frames that its decoder still held back when the file ended
        for (int i = 1; i < seconds.Count && containerRate > 0; i++)
            if (seconds[i] == 0)
                seconds[i] = seconds[i - 1] + 1 / containerRate;
        return (seconds.Count, FrameTimes.Rise(seconds) ? [.. seconds] : []);
    }

    /// <summary>When the container shows its frames; null if it says neither that nor a rate.</summary>
    private FrameTimes? OwnTimes() => stamps.Length > 1 ? FrameTimes.Of(stamps, containerRate)
        : containerRate > 0 ? FrameTimes.Even(decodable, containerRate) : null;

    private void ReportShortfall(int stated, FrameSourceOptions options)
    {
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

    private InputException Unreadable(int position, string found) => new(
        $"{Name}, frame {position + 1} of {Count}", found, "a picture",
        "The file is damaged there: copy it again, or re-encode it up to that frame.");
}
