using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>
/// A video file through FFmpeg (by OpenCV): exact frame by frame, whatever the container says, at constant memory, upright as a player
/// shows it. Frames are counted by their order and know the time at which they are shown. Frames that cannot be decoded, and those that are
/// lost, are named; what the decoder makes up inside a damaged frame it does not tell, except in MJPG. Not for several threads at once.
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
    private readonly int coded;          // pictures in the file
    private readonly double[] stamps;    // [pictures in the file] seconds; empty where the container gives none
    private readonly HashSet<int> undecodable = [];   // pictures in the file that give no frame, as far as is known
    private readonly VideoTimeline timeline;
    private readonly RotateFlags? turn;  // what makes a frame upright
    private VideoCapture capture;
    private bool seekable;               // a jump lands where it should
    private int next;                    // position that the next grab gives

    /// <param name="path">the file</param>
    /// <param name="options">rate and policies</param>
    /// <exception cref="InputException">
    /// no such file; not a video; no frames; no rate; more frames than the container says, or fewer, or damaged ones (unless the options allow
    /// it); a frame of another size, where the frames are coded one by one (MJPG); a system without what OpenCV needs
    /// </exception>
    public VideoFile(string path, FrameSourceOptions options)
    {
        Name = path;
        if (!File.Exists(path))
            throw new InputException(path, "no such file", "a video file or a folder of pictures", "Check the path.");
        if (IsText(path))
            throw new InputException(path, "a text", "a video, no list of videos", "Give the video itself.");
        OpenCv.Load();
        capture = Open();
        try
        {
            if ((long)capture.FrameWidth * capture.FrameHeight > ImageFile.MostPixels)
                throw new InputException(path, $"{capture.FrameWidth} × {capture.FrameHeight} pixels", $"at most {ImageFile.MostPixels} of them", "Export the video again, smaller.");
            turn = Turn(capture.Get(VideoCaptureProperties.OrientationMeta));
            (Width, Height) = turn is null or RotateFlags.Rotate180 ? (capture.FrameWidth, capture.FrameHeight) : (capture.FrameHeight, capture.FrameWidth);
            containerRate = capture.Get(VideoCaptureProperties.Fps) is > 0 and < 100_000 and double rate ? rate : 0;
            double containerCount = Math.Clamp(capture.Get(VideoCaptureProperties.FrameCount), 0, int.MaxValue);

            VideoContainer container = VideoContainers.Of(path);
            VideoPackets packets = VideoPackets.Read(path);
            int headerCount = container == VideoContainer.WithFrameCount ? (int)containerCount : 0;
            coded = packets.Count;
            stamps = packets.Seconds ?? [];
            seekable = stamps.Length > 0 && (headerCount == 0 || headerCount == coded) && container != VideoContainer.WithoutLength && BeginsAndEnds();
            int failed = 0;             // how often nothing came before the last frame, where that cannot be placed
            if (!seekable || options.OnMissing == MissingFrames.RepeatLast || VideoTimeline.FewGaps(stamps).Length > 0)
            {
                if (Undecoded() is { } silent)
                    undecodable.UnionWith(silent);
                else
                    (coded, failed, stamps, seekable) = CountByDecoding();
            }
            if (headerCount > 0 && coded > headerCount)
                throw new InputException(
                    path, $"more than the {headerCount} frames that its header states", "a header that is right (OpenCV reads no further)",
                    "Have it rewritten: ffmpeg -i VIDEO -c copy NEW.");
            int decodable = coded;
            while (decodable > 0 && undecodable.Contains(decodable - 1))
                decodable--;             // the last ones of a file cut short
            if (decodable == 0)
                throw new InputException(Name, "no frame", "at least one", "Export the video again.");
            timeline = VideoTimeline.Of(decodable, undecodable.Concat(packets.Damaged), stamps, headerCount - coded);
            FrameTimes? own = OwnTimes();
            Times = options.CheckedRate(path) is { } given ? FrameTimes.Even(timeline.Count, given) : own ?? throw new InputException(
                path, "no frames per second in the container", "a rate", "Give the rate yourself.");
            int stated = container == VideoContainer.WithDuration && own is not null && containerRate > 0
                ? own.Count + (int)Math.Round((containerCount / containerRate - own.Seconds(own.Count)) * own.FramesPerSecond)
                : Math.Max(headerCount, timeline.Count + coded - decodable + failed);
            ReportMissing(stated, options);
            ReportShortfall(stated, options);
            if (options.OnMissing == MissingFrames.RepeatLast && stated > timeline.Count)
                Times = Times.RepeatLast(stated);
            if (packets.OddSize is { } odd)
                throw new InputException(
                    $"{Name}, frame {odd.Position + 1}", $"{odd.Width} × {odd.Height} pixels", $"{capture.FrameWidth} × {capture.FrameHeight} as at the beginning",
                    "All frames of a video must have one size: re-encode it.");
            if (stamps.Length == 0 && options.FramesPerSecond is null)
                options.Warn($"{Name}: its time stamps do not rise from frame to frame; they are taken to come evenly, {Times}.");
            if (Times.Vary)
                options.Warn($"{Name}: its frames come {Times}; seconds are the container's own for each frame.");
            if (own is { Vary: true } && VideoTimeline.FewGaps(timeline.Seconds) is { Length: > 0 } gaps)
                options.Warn(
                    $"{Name}: frames seem to be missing: {string.Join(", ", gaps.Take(FrameNumbers.MostRanges).Select(g => $"{g.Frames} after frame {g.After + 1}"))}{(gaps.Length > FrameNumbers.MostRanges ? ", …" : "")}.");
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
        MoveTo(timeline.Shown[Math.Min(position, timeline.Count - 1)]);
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

    private static bool IsText(string path)
    {
        try
        {
            return VideoContainers.IsText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a video that can be read", "Check the path.", e);
        }
    }

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
        for (; next <= position; next++)
            if (!undecodable.Contains(next) && (!Grab(out double seconds) || !IsTimeOf(next, seconds)))
            {
                int damaged = next;
                throw Unreadable(damaged, Undecoded() is [_, _, ..] all ? $"nothing that can be decoded; nor can frames {FrameNumbers.Text(all.Where(i => i != damaged).Select(i => i + 1))}" : "nothing that can be decoded");
            }
    }

    private void Restart()
    {
        capture.Dispose();
        capture = Open();
        next = 0;
    }

    /// <summary>Grabs the next frame that can be decoded: at a damaged one OpenCV says that there is none, and goes on after it.</summary>
    private bool Grab(out double seconds)
    {
        bool grabbed = capture.Grab();
        for (int left = coded - next; !grabbed && left > 0; left--)
            grabbed = capture.Grab();
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

    /// <summary>
    /// Decodes all and tells which pictures cannot be; null where the decoder's times are not the file's, or where pictures give no frame and
    /// it does not fail at any: codecs have hidden ones.
    /// </summary>
    private int[]? Undecoded()
    {
        if (stamps.Length == 0)
            return null;
        Restart();
        var seen = new bool[stamps.Length];
        int last = -1, found = 0, inside = 0;
        for (int failures = 0; found < seen.Length && failures <= seen.Length;)
        {
            if (!capture.Grab())
            {
                failures++;
                continue;
            }
            double seconds = capture.Get(VideoCaptureProperties.PosMsec) / 1000;
            // FFmpeg gives no time stamp for some of the frames that its decoder still held back when the file ended
            int? position = seconds == 0 ? last + 1 : PositionOf(seconds);
            if (position is not int place || place >= seen.Length || seen[place])
            {
                Restart();
                return null;
            }
            seen[last = place] = true;
            inside = failures;
            found++;
        }
        Restart();
        return inside == 0 && last == seen.Length - 1 && found < seen.Length ? null : [.. seen.Index().Where(s => !s.Item).Select(s => s.Index)];
    }

    private (int Count, int Failed, double[] Stamps, bool Seekable) CountByDecoding()
    {
        Restart();
        var seconds = new List<double>();
        int failed = 0;
        for (int failures = 0; failures <= coded;)
        {
            if (!capture.Grab())
            {
                failures++;
                continue;
            }
            failed = failures;
            seconds.Add(capture.Get(VideoCaptureProperties.PosMsec) / 1000);
        }
        Restart();
        // as above
        for (int i = 1; i < seconds.Count && containerRate > 0; i++)
            if (seconds[i] == 0)
                seconds[i] = seconds[i - 1] + 1 / containerRate;
        return (seconds.Count, failed, FrameTimes.Rise(seconds) ? [.. seconds] : [], false);
    }

    /// <summary>When the container shows its frames; null if it says neither that nor a rate.</summary>
    private FrameTimes? OwnTimes() => timeline.Seconds.Length > 1 ? FrameTimes.Of(timeline.Seconds, containerRate)
        : containerRate > 0 ? FrameTimes.Even(timeline.Count, containerRate) : null;

    /// <summary>Says which frames inside the video have no picture of their own.</summary>
    private void ReportMissing(int stated, FrameSourceOptions options)
    {
        if (timeline.Missing is [])
            return;
        string found = $"{timeline.Missing.Length} damaged or missing of {Math.Max(stated, timeline.Count)} frames: {FrameNumbers.Text(timeline.Missing.Select(i => i + 1))}";
        if (options.OnMissing != MissingFrames.RepeatLast)
            throw new InputException(
                Name, found, "frames that can all be decoded", "Copy the file again, or let the frame before stand in (RepeatLast; in mex --repeat-missing).");
        options.Warn($"{Name}: {found}; each is replaced by the frame before it.");
    }

    private void ReportShortfall(int stated, FrameSourceOptions options)
    {
        int there = timeline.Count;
        if (there >= stated)
            return;
        string found = $"{there} frames that can be decoded";
        if (options.OnMissing == MissingFrames.RepeatLast)
            options.Warn($"{Name}: {found} of {stated}; the last one is repeated.");
        else if (stated - there <= Math.Max(LeastTolerance, Tolerance * stated))
            options.Warn($"{Name}: {found} of {stated}; if the others are not the last ones, the frames after them come too early by so many.");
        else
            throw new InputException(
                $"{Name}, frame {there + 1}", $"the end of the file after {found}", $"{stated} frames as the container says",
                "The file is cut short or damaged: copy it again, or let its last frame stand in for the rest (RepeatLast; in mex --repeat-missing).");
    }

    private InputException Unreadable(int position, string found) => new(
        $"{Name}, frame {position + 1} of {Count}", found, "a picture",
        "The file is damaged there: copy it again, or re-encode it up to that frame.");
}
