using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>What a video's coded pictures say without being decoded.</summary>
/// <param name="Seconds">when each is shown, in rising order, from the first; null where the container does not say that for each</param>
/// <param name="OddSize">the first JPEG of another size than the first: its position, width and height; null where all are alike or none is a JPEG</param>
internal sealed record VideoPackets(double[]? Seconds, (int Position, int Width, int Height)? OddSize)
{
    /// <summary>Goes through a file once.</summary>
    public static VideoPackets Read(string path)
    {
        using var packets = new VideoCapture(path, VideoCaptureAPIs.FFMPEG, [(int)VideoCaptureProperties.Format, -1]);   // as they are in the file
        using var packet = new Mat();
        var seconds = new List<double>();
        (int, int, int)? odd = null;
        Size? first = null;
        for (bool jpegs = true; packets.Grab();)
        {
            seconds.Add(packets.Get(VideoCaptureProperties.PosMsec) / 1000);
            // OpenCV converts every frame as if it had the first one's size, and what comes out of another is garbage without a word.
            // Where each frame is a JPEG file (MJPG) its own header tells.
            if (!jpegs || odd is not null || !packets.Retrieve(packet))
                continue;
            ReadOnlySpan<byte> coded = Bytes(packet);
            jpegs = coded is [0xFF, 0xD8, ..];
            if (!jpegs || SizeOf(coded) is not { } size)
                continue;
            first ??= size;
            if (size != first)
                odd = (seconds.Count - 1, size.Width, size.Height);
        }
        seconds.Sort();
        return new(FrameTimes.Rise(seconds) && seconds.Count > 0 ? [.. seconds] : null, odd);
    }

    private static unsafe ReadOnlySpan<byte> Bytes(Mat packet) => new(packet.DataPointer, checked((int)(packet.Total() * packet.ElemSize())));

    /// <summary>Size of the picture in a JPEG file by its frame header (ITU-T T.81, B.2.2), null if it has none.</summary>
    private static Size? SizeOf(ReadOnlySpan<byte> file)
    {
        for (int i = 2; i + 9 < file.Length && file[i] == 0xFF;)
        {
            byte marker = file[i + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var size = new Size(file[i + 7] << 8 | file[i + 8], file[i + 5] << 8 | file[i + 6]);
                return size is { Width: > 0, Height: > 0 } ? size : null;
            }
            i += 2 + (file[i + 2] << 8 | file[i + 3]);
        }
        return null;
    }
}
