using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>What a video's coded pictures say without being decoded.</summary>
/// <param name="Count">how many there are</param>
/// <param name="Seconds">when each is shown, in rising order, from the first; null where the container does not say that for each</param>
/// <param name="OddSize">the first JPEG of another size than the first: its position, width and height; null where all are alike or none is a JPEG</param>
/// <param name="Damaged">positions of JPEGs with something in them that no JPEG has</param>
internal sealed record VideoPackets(int Count, double[]? Seconds, (int Position, int Width, int Height)? OddSize, IReadOnlyList<int> Damaged)
{
    // Behind a damaged place FFmpeg gives nothing now and then and goes on; at the end nothing comes any more.
    private const int MostFailures = 64;

    /// <summary>Goes through a file once.</summary>
    public static VideoPackets Read(string path)
    {
        using var packets = new VideoCapture(path, VideoCaptureAPIs.FFMPEG, [(int)VideoCaptureProperties.Format, -1]);   // as they are in the file
        using var packet = new Mat();
        var (seconds, damaged) = (new List<double>(), new List<int>());
        (int, int, int)? odd = null;
        Size? first = null;
        bool jpegs = true;
        for (int failures = 0; failures < MostFailures;)
        {
            if (!packets.Grab())
            {
                failures++;
                continue;
            }
            failures = 0;
            seconds.Add(packets.Get(VideoCaptureProperties.PosMsec) / 1000);
            // OpenCV converts every frame as if it had the first one's size, and what comes out of another is garbage without a word.
            // Where each frame is a JPEG file (MJPG) its own header tells.
            if (!jpegs || !packets.Retrieve(packet))
                continue;
            ReadOnlySpan<byte> coded = Bytes(packet);
            jpegs = coded is [0xFF, 0xD8, ..];
            if (!jpegs)
                continue;
            if (PictureBytes.IsDamagedJpeg(coded))
                damaged.Add(seconds.Count - 1);
            if (odd is not null || PictureBytes.SizeOf(coded) is not { } size)
                continue;
            first ??= size;
            if (size != first)
                odd = (seconds.Count - 1, size.Width, size.Height);
        }
        seconds.Sort();
        return new(seconds.Count, FrameTimes.Rise(seconds) && seconds.Count > 0 ? [.. seconds] : null, odd, damaged);
    }

    private static unsafe ReadOnlySpan<byte> Bytes(Mat packet) => new(packet.DataPointer, checked((int)(packet.Total() * packet.ElemSize())));
}
