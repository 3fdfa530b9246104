using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Faces;

public class FaceCropTests
{
    /// <summary>The cascade, which takes drawn faces for faces.</summary>
    private static readonly FaceCropSettings Settings = new FaceCropSettings().ByCascade() with { Samples = 5, Margin = 0 };

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
    [InlineData("single_face.mp4", 72, 30.0, 163, 49, 258)]
    [InlineData("WolfgangLanger_Pexels.mp4", 472, 24000 / 1001.0, 262, 1, 360)]
    public void Real_faces_are_found(string name, int count, double rate, int x, int y, int side)
    {
        KnownFaces.Needed();
        using IFrameSource video = FrameSource.Open(RealData.Root().At("media", name));
        Assert.Equal(count, video.Count);
        Assert.Equal(rate, video.FramesPerSecond, 1e-6);
        foreach (FaceCropSettings settings in (FaceCropSettings[])[new(), new FaceCropSettings().ByCascade()])
        {
            PixelBox box = FaceCrop.Find(video, settings, TestContext.Current.CancellationToken);
            Assert.Equal(x, box.X, 16.0);
            Assert.Equal(y, box.Y, 16.0);
            Assert.Equal(side, box.Width, 16.0);
        }
    }

    /// <summary>What the margin is for: the synthetic pictures, which are not cut, are what the cut would make of them.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Faces_fill_the_picture_as_the_synthetic_ones_do(bool byCascade)
    {
        KnownFaces.Needed();
        FaceCropSettings settings = byCascade ? new FaceCropSettings().ByCascade() : new();
        PixelBox[] boxes = [.. KnownFaces.People.Select(p =>
        {
            // on a larger picture, so that the cut may leave the synthetic one's borders
            Frame whole = FaceMeshTests.Placed(p.Read(0).Resize(256, 256, Interpolation.Lanczos), 400, 400, 72, 72);
            return FaceCrop.Find(new GeneratedFrames(4, _ => whole), settings, TestContext.Current.CancellationToken);
        })];
        Assert.Equal(256, boxes.Average(b => b.Width), byCascade ? 10.0 : 4.0);
        Assert.Equal(200, boxes.Average(b => b.X + b.Width / 2.0), 4.0);
        Assert.Equal(200, boxes.Average(b => b.Y + b.Height / 2.0), byCascade ? 12.0 : 4.0);
        double spread = byCascade ? 0.1 : 0.05;     // the cascade looks at every tenth size only
        Assert.All(boxes, b => Assert.InRange(b.Width, 256 * (1 - spread), 256 * (1 + spread)));
    }

    [Fact]
    public void The_aligned_cut_is_the_box_with_the_eyes_level()
    {
        KnownFaces.Needed();
        Frame straight = FaceMeshTests.Placed(KnownFaces.People[3].Read(0).Resize(256, 256, Interpolation.Lanczos), 420, 420, 82, 82);
        (double sin, double cos) = Math.SinCos(10 * Math.PI / 180);
        Frame tilted = FaceAlignment.Warp(straight, new(cos, sin, 210 - 210 * cos + 210 * sin, 210 - 210 * sin - 210 * cos), 420);
        using var follower = new FaceFollower();
        foreach (Frame frame in (Frame[])[straight, tilted])
        {
            using var face = new FaceFrames(new GeneratedFrames(2, _ => frame), new() { Samples = 2 }, 256, TestContext.Current.CancellationToken);
            using var again = new FaceFollower();
            FaceShape shape = again.Next(face.Read(0))!;
            (Vector2 left, Vector2 right) = (shape[FaceAlignment.LeftInnerCorner], shape[FaceAlignment.RightInnerCorner]);
            Assert.Equal(left.Y, right.Y, 3f);
            Assert.Equal(0.736 * 256, shape.Box.Height, 8.0);
            Assert.Equal(128, (left.X + right.X) / 2, 6f);
        }
    }

    [Fact]
    public void Of_two_people_the_one_who_is_asked_for_is_cut_out()
    {
        KnownFaces.Needed();
        Frame both = FaceMeshTests.Beside(KnownFaces.People[0].Read(0).Resize(240, 240, Interpolation.Lanczos), KnownFaces.People[5].Read(0).Resize(150, 150, Interpolation.Lanczos), 390, 240);
        var video = new GeneratedFrames(6, _ => both);
        FoundFace first = FaceCrop.Look(video, new(), TestContext.Current.CancellationToken), second = FaceCrop.Look(video, new() { Person = 2 }, TestContext.Current.CancellationToken);
        FoundFace named = FaceCrop.Look(video, new() { Box = new(280, 40, 70, 70) }, TestContext.Current.CancellationToken);
        Assert.Equal(2, first.Census!.People.Count);
        Assert.True(first.Box.X + first.Box.Width / 2 < 200 && second.Box.X > 200, $"{first.Box} and {second.Box}");
        Assert.Equal(second.Box, named.Box);
        Assert.Equal("2 people", Assert.Throws<InputException>(() => FaceCrop.Look(video, new() { Person = 3 }, TestContext.Current.CancellationToken)).Found);
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
