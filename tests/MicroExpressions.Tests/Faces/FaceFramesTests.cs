using MicroExpressions.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Faces;

public class FaceFramesTests
{
    private static readonly Lazy<Frame> One = new(() => FaceMeshTests.Placed(KnownFaces.People[0].Read(0).Resize(200, 200, Interpolation.Lanczos), 300, 300, 50, 50));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_face_is_not_to_be_seen_the_picture_stays_and_the_frames_are_noted(bool align)
    {
        KnownFaces.Needed();
        Frame black = TestPictures.Flat(300, 300, 0, channels: 3);
        using var face = new FaceFrames(new GeneratedFrames(20, i => i is < 2 or >= 8 and < 13 ? black : One.Value), new() { Align = align }, 96, TestContext.Current.CancellationToken);
        Frame[] pictures = [.. Enumerable.Range(0, 20).Select(face.Read)];
        Assert.All(pictures[8..13], p => Assert.Equal(pictures[7].Pixels, p.Pixels));
        Assert.Equal(pictures[2].Pixels, pictures[0].Pixels);
        FacesSeen seen = face.Finish()!;
        Assert.Equal(1, seen.People);
        Assert.Equal([new(1, 2), new(9, 13)], seen.Without);
    }

    [Fact]
    public void Aligned_a_face_that_drifts_stays_where_it_is()
    {
        KnownFaces.Needed();
        var video = new GeneratedFrames(5, i => FaceAlignment.Warp(One.Value, new(1, 0, 4 * i, -2 * i), 300));
        using var aligned = new FaceFrames(video, new(), 128, TestContext.Current.CancellationToken);
        using var boxed = new FaceFrames(video, new() { Align = false }, 128, TestContext.Current.CancellationToken);
        // the middle of the picture, where the drawn background does not reach
        double Change(FaceFrames frames) => Difference(frames.Read(0), frames.Read(4));
        Assert.True(Change(aligned) < 0.25 * Change(boxed));

        static double Difference(Frame a, Frame b) => Enumerable.Range(32, 64).SelectMany(y => Enumerable.Range(32, 64).Select(x => Math.Abs(a.Pixels[(y * 128 + x) * 3] - b.Pixels[(y * 128 + x) * 3]))).Average();
    }

    [Fact]
    public void Frames_are_read_forwards_and_some_may_be_passed_over()
    {
        KnownFaces.Needed();
        using var face = new FaceFrames(new GeneratedFrames(12, _ => One.Value), new(), 64, TestContext.Current.CancellationToken);
        Frame late = face.Read(7);
        Assert.Same(late, face.Read(7));
        Assert.Throws<InvalidOperationException>(() => face.Read(3));
        Assert.Empty(face.Finish()!.Without);
    }

    [Fact]
    public void A_cascade_cuts_one_box_and_counts_nobody()
    {
        var video = new GeneratedFrames(6, _ => TestPictures.Face(160, 120, 60, 60, radius: 40));
        FaceCropSettings settings = new FaceCropSettings().ByCascade();
        using var face = new FaceFrames(video, settings, 32, TestContext.Current.CancellationToken);
        Assert.Equal(video.Read(5).Crop(FaceCrop.Find(video, settings, TestContext.Current.CancellationToken), 32, 32, Interpolation.Lanczos).Pixels, face.Read(5).Pixels);
        Assert.Null(face.Finish());
    }
}
