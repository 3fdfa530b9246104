using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>
/// Pictures and videos, which OpenCV and FFmpeg read in native code: what is wrong there ends the process, so each runs in one of its own.
/// </summary>
public sealed class NativeReadersTests
{
    private static readonly HostileReader Pictures = new("pictures", ".png", () =>
    [
        .. new[] { ".png", ".jpg", ".bmp", ".tiff", ".pgm" }.Select(extension => (extension, Coded(extension, 1))), ("colour.png", Coded(".png", 3)), ("colour.jpg", Coded(".jpg", 3)),
    ], path => ImageFile.Read(path));

    private static readonly HostileReader Videos = new("videos", ".mp4", () =>
    [
        ("bars.mp4", File.ReadAllBytes(TestVideos.Golden("bars.mp4"))), .. new[] { "avi", "mkv", "mov" }.Select(container => (container, Filmed(container))),
    ], path =>
    {
        using var video = new VideoFile(path, new FrameSourceOptions { Warn = _ => { } });
        for (int i = 0; i < Math.Min(video.Count, 20); i++)
            video.Read(i);
        video.Read(video.Count - 1);
    });

    [Fact]
    public void A_spoilt_picture_is_read_or_refused_by_name_and_never_ends_the_process() => OwnProcess.Passes(((Action)SpoiltPictures).Method);

    [Fact]
    public void A_spoilt_video_is_read_or_refused_by_name_and_never_ends_the_process() => OwnProcess.Passes(((Action)SpoiltVideos).Method);

    [Fact(Explicit = true)]
    public void SpoiltPictures() => HostileRun.Holds(Pictures);

    [Fact(Explicit = true)]
    public void SpoiltVideos() => HostileRun.Holds(Videos);

    private static byte[] Coded(string extension, int channels)
    {
        OpenCv.Load();
        using OpenCvSharp.Mat picture = FrameMat.Of(TestPictures.Waves(24, 16, 0, channels));
        OpenCvSharp.Cv2.ImEncode(extension, picture, out byte[] coded);
        return coded;
    }

    private static byte[] Filmed(string container)
    {
        using var folder = new TestFolder();
        string path = folder["a." + container];
        TestVideos.Write(path, 6, width: 32, height: 16);
        return File.ReadAllBytes(path);
    }
}
