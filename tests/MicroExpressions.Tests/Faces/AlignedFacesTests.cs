using MicroExpressions.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Faces;

public class AlignedFacesTests
{
    private static readonly Lazy<Frame> One = new(() => KnownFaces.People[0].Read(0).Resize(240, 240, Interpolation.Lanczos));
    private static readonly Lazy<Frame> Other = new(() => KnownFaces.People[5].Read(0).Resize(150, 150, Interpolation.Lanczos));

    [Fact]
    public void Frames_without_a_face_are_said_and_nothing_is_made_up()
    {
        KnownFaces.Needed();
        Frame black = TestPictures.Flat(240, 240, 0, channels: 3);
        AlignedFace[] faces = [.. AlignedFaces.Of(new GeneratedFrames(20, i => i is < 2 or >= 8 and < 13 ? black : One.Value), cancellation: TestContext.Current.CancellationToken)];
        Assert.Equal(20, faces.Length);
        Assert.All(faces.Index(), f => Assert.Equal(f.Index is >= 2 and (< 8 or >= 13), f.Item.Seen));
        Assert.All(faces.Where(f => !f.Seen), f => Assert.True(double.IsNaN(f.EyesOpen)));
    }

    [Fact]
    public void Of_two_people_the_one_who_was_chosen_is_followed()
    {
        KnownFaces.Needed();
        Frame both = FaceMeshTests.Beside(One.Value, Other.Value, 390, 240);
        var video = new GeneratedFrames(12, _ => both);
        FaceCensus census = FaceCensus.Of(video, TestContext.Current.CancellationToken);
        Assert.Equal(2, census.People.Count);
        double Where(PixelBox? person) => AlignedFaces.Of(video, person, cancellation: TestContext.Current.CancellationToken).Average(f => f.Place.Inverse().Apply(new(128, 128)).X);
        Assert.InRange(Where(null), 80, 160);
        Assert.InRange(Where(census.People[1].Box), 280, 350);
    }

    [Fact]
    public void When_the_person_leaves_the_other_one_is_not_taken_instead()
    {
        KnownFaces.Needed();
        Frame both = FaceMeshTests.Beside(One.Value, Other.Value, 390, 240), left = FaceMeshTests.Beside(TestPictures.Flat(240, 240, 110, channels: 3), Other.Value, 390, 240);
        AlignedFace[] faces = [.. AlignedFaces.Of(new GeneratedFrames(24, i => i < 8 ? both : left), cancellation: TestContext.Current.CancellationToken)];
        Assert.All(faces[..8], f => Assert.True(f.Seen));
        Assert.All(faces[10..], f => Assert.False(f.Seen));
    }

    [Fact]
    public void A_video_without_any_face_is_refused()
    {
        KnownFaces.Needed();
        var e = Assert.Throws<InputException>(() => AlignedFaces.Of(new GeneratedFrames(5, _ => TestPictures.Flat(160, 120, 90)), cancellation: TestContext.Current.CancellationToken).Count());
        Assert.Equal("no face in 5 frames", e.Found);
    }
}
