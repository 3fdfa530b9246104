using System.Numerics;
using MicroExpressions.Experiments;
using MicroExpressions.Faces;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Faces;

public class FaceMeshTests
{
    [Fact]
    public void The_mesh_finds_every_synthetic_face_within_a_quarter_of_the_distance_between_its_eyes()
    {
        KnownFaces.Needed();
        SyntheticCorpus corpus = SyntheticCorpus.Load(Path.Combine(AppContext.BaseDirectory, "data-manifests", "synthetic.json"));
        IReadOnlyList<LandmarkErrors> people = SyntheticLandmarks.Measure(corpus, TestContext.Current.CancellationToken);
        Assert.Equal(10, people.Count);
        Assert.All(people, p => Assert.True(p.Presence > 0.9, $"{p.Person}: {p.Presence}"));
        Assert.All(people, p => Assert.All(p.Errors.Zip(SyntheticLandmarks.Same), e => Assert.True(e.First < 0.25, $"{p.Person}, {e.Second.Landmark}: {e.First:0.00}")));
        Assert.Equal(11, SyntheticReport.Landmarks(people).Rows.Count);
    }

    [Fact]
    public void Points_move_with_the_picture()
    {
        KnownFaces.Needed();
        using var detector = new ShortRangeDetector();
        using var mesh = new FaceMesh();
        Frame face = KnownFaces.People[0].Read(0).Resize(256, 256, Interpolation.Lanczos);
        FaceShape first = mesh.Find(face, detector.Detect(face)[0]);
        Frame moved = Placed(face, 400, 300, left: 90, top: 25);
        FaceShape second = mesh.Find(moved, detector.Detect(moved)[0]);
        foreach (int point in (int[])[133, 362, 4, 61, 291])
            Assert.True(Vector2.Distance(first[point] + new Vector2(90, 25), second[point]) < 3, $"{point}: {first[point]} and {second[point]}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void A_picture_without_a_face_has_none(byte grey)
    {
        KnownFaces.Needed();
        using var detector = new ShortRangeDetector();
        Assert.Empty(detector.Detect(TestPictures.Flat(320, 240, grey)));
    }

    [Fact]
    public void Two_faces_are_two_the_larger_first()
    {
        KnownFaces.Needed();
        using var detector = new ShortRangeDetector();
        Frame large = KnownFaces.People[0].Read(0).Resize(240, 240, Interpolation.Lanczos), small = KnownFaces.People[1].Read(0).Resize(160, 160, Interpolation.Lanczos);
        IReadOnlyList<DetectedFace> faces = detector.Detect(Beside(small, large, 400, 240));
        Assert.Equal(2, faces.Count);
        Assert.True(faces[0].Centre.X > 160 && faces[1].Centre.X < 160, $"{faces[0].Centre}, {faces[1].Centre}");
    }

    [Theory]
    [InlineData("single_face.mp4")]
    [InlineData("WolfgangLanger_Pexels.mp4")]
    public void Real_faces_are_found(string name)
    {
        KnownFaces.Needed();
        using IFrameSource video = FrameSource.Open(RealData.Root().At("media", name));
        FaceCensus census = FaceCensus.Of(video, TestContext.Current.CancellationToken);
        Assert.Single(census.People);
        Assert.Equal(0, census.Without);
    }

    /// <summary>A picture on a larger grey one.</summary>
    internal static Frame Placed(Frame picture, int width, int height, int left, int top)
    {
        var pixels = new byte[width * height * picture.Channels];
        Array.Fill(pixels, (byte)110);
        for (int y = 0; y < picture.Height; y++)
            picture.Pixels.AsSpan(y * picture.Width * picture.Channels, picture.Width * picture.Channels).CopyTo(pixels.AsSpan(((top + y) * width + left) * picture.Channels));
        return new Frame(width, height, picture.Channels, pixels);
    }

    /// <summary>Two pictures side by side.</summary>
    internal static Frame Beside(Frame left, Frame right, int width, int height)
    {
        Frame both = Placed(left, width, height, 0, 0);
        for (int y = 0; y < right.Height; y++)
            right.Pixels.AsSpan(y * right.Width * right.Channels, right.Width * right.Channels).CopyTo(both.Pixels.AsSpan((y * width + left.Width) * right.Channels));
        return both;
    }
}
