using MicroExpressions.Tests.Annotations;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class FaceCropTests
{
    private static readonly FaceCropSettings Settings = new() { Samples = 5, Margin = 0 };

    [Fact]
    public void The_box_holds_the_face()
    {
        var video = new GeneratedFrames(40, _ => TestPictures.Face(320, 240, centreX: 130, centreY: 120, radius: 70));
        AssertAround(FaceCrop.Find(video, Settings), 130, 120, side: 140);
    }

    [Fact]
    public void A_few_frames_with_the_face_elsewhere_do_not_move_the_box()
    {
        var video = new GeneratedFrames(50, i => TestPictures.Face(320, 240, centreX: i is >= 10 and < 30 ? 240 : 110, centreY: 120, radius: 60));
        AssertAround(FaceCrop.Find(video, Settings), 110, 120, side: 120);
    }

    [Fact]
    public void Of_two_faces_the_larger_counts()
    {
        Frame large = TestPictures.Face(200, 240, 100, 120, radius: 70), small = TestPictures.Face(200, 240, 100, 120, radius: 35);
        var video = new GeneratedFrames(9, _ => SideBySide(small, large));
        AssertAround(FaceCrop.Find(video, Settings), 300, 120, side: 140);
    }

    [Fact]
    public void A_margin_widens_the_box_on_each_side()
    {
        var video = new GeneratedFrames(5, _ => TestPictures.Face(320, 240, 160, 120, radius: 60));
        PixelBox without = FaceCrop.Find(video, Settings), with = FaceCrop.Find(video, Settings with { Margin = 0.25 });
        Assert.Equal(without.Width * 1.5, with.Width, 1.0);
        Assert.Equal(without.X + without.Width / 2.0, with.X + with.Width / 2.0, 1.0);
    }

    [Fact]
    public void The_box_stays_a_square_inside_the_picture()
    {
        var video = new GeneratedFrames(5, _ => TestPictures.Face(320, 180, 82, 90, radius: 80));
        PixelBox box = FaceCrop.Find(video, Settings with { Margin = 0.5 });
        Assert.Equal(new PixelBox(0, 0, 180, 180), box);
    }

    [Fact]
    public void Pictures_larger_than_the_detector_needs_give_the_box_in_their_own_pixels()
    {
        var video = new GeneratedFrames(3, _ => TestPictures.Face(1280, 720, 500, 360, radius: 250));
        AssertAround(FaceCrop.Find(video, Settings), 500, 360, side: 500);
    }

    [Fact]
    public void Only_the_sampled_frames_are_read()
    {
        var video = new GeneratedFrames(1000, _ => TestPictures.Face(160, 120, 80, 60, radius: 40));
        FaceCrop.Find(video, Settings);
        Assert.Equal([100, 300, 500, 700, 900], video.Reads);
    }

    [Fact]
    public void A_video_without_a_face_says_so()
    {
        var e = Assert.Throws<InputException>(() =>
            FaceCrop.Find(new GeneratedFrames(20, i => TestPictures.Waves(160, 120, shift: i)), Settings));
        Assert.Equal("no face in 5 frames", e.Found);
    }

    [Fact]
    public void A_face_in_too_few_frames_is_no_basis()
    {
        var video = new GeneratedFrames(
            16, i => i == 8 ? TestPictures.Face(160, 120, 80, 60, radius: 40) : TestPictures.Flat(160, 120, 90));
        Assert.Equal(
            "a face in 1 of 16 frames only", Assert.Throws<InputException>(() => FaceCrop.Find(video, Settings with { Samples = 16 })).Found);
    }

    [Fact]
    public void A_missing_cascade_names_the_package()
        => Assert.Contains("opencv-data", Assert.Throws<InputException>(() => new FaceDetector(Settings with { Cascade = "none.xml" })).Remedy);

    [Fact]
    public void A_file_that_is_no_cascade_is_named()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["cascade.xml"], "<opencv_storage/>");
        Assert.Equal(
            folder["cascade.xml"],
            Assert.Throws<InputException>(() => new FaceDetector(Settings with { Cascade = folder["cascade.xml"] })).Place);
    }

    [Fact]
    public void Cropped_frames_are_the_box_in_the_wanted_size()
    {
        var video = new GeneratedFrames(4, i => TestPictures.Waves(64, 48, shift: i, channels: 3));
        using var cropped = new CroppedFrames(video, new PixelBox(10, 8, 32, 32), 16, 12);
        Frame frame = cropped.Read(2);
        Assert.Equal((16, 12, 3, 4), (frame.Width, frame.Height, frame.Channels, cropped.Count));
        Assert.Equal(video.Read(2).Crop(new PixelBox(10, 8, 32, 32), 16, 12, Interpolation.Lanczos).Pixels, frame.Pixels);
    }

    // Boxes looked at on a contact sheet: brows, eyes, nose and mouth are inside in all frames.
    [Theory]
    [InlineData("single_face.mp4", 72, 30.0, 177, 60, 232)]
    [InlineData("WolfgangLanger_Pexels.mp4", 472, 24000 / 1001.0, 288, 22, 308)]
    public void Real_faces_are_found(string name, int count, double rate, int x, int y, int side)
    {
        using IFrameSource video = FrameSource.Open(RealData.Root().At("media", name));
        Assert.Equal(count, video.Count);
        Assert.Equal(rate, video.FramesPerSecond, 1e-6);
        PixelBox box = FaceCrop.Find(video, new FaceCropSettings());
        Assert.Equal(x, box.X, 8.0);
        Assert.Equal(y, box.Y, 8.0);
        Assert.Equal(side, box.Width, 12.0);
    }

    private static void AssertAround(PixelBox box, double centreX, double centreY, double side)
    {
        Assert.Equal(box.Width, box.Height);
        Assert.Equal(centreX, box.X + box.Width / 2.0, side * 0.06);
        Assert.Equal(centreY, box.Y + box.Height / 2.0, side * 0.06);
        Assert.Equal(side, box.Width, side * 0.1);
    }

    private static Frame SideBySide(Frame left, Frame right)
    {
        int width = left.Width + right.Width;
        var pixels = new byte[width * left.Height];
        for (int y = 0; y < left.Height; y++)
        {
            left.Pixels.AsSpan(y * left.Width, left.Width).CopyTo(pixels.AsSpan(y * width));
            right.Pixels.AsSpan(y * right.Width, right.Width).CopyTo(pixels.AsSpan(y * width + left.Width));
        }
        return new Frame(width, left.Height, 1, pixels);
    }
}
