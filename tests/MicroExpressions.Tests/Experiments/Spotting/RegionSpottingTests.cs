using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class RegionSpottingTests
{
    private static readonly Lazy<Frame> Face = new(() => KnownFaces.People[0].Read(0).Resize(240, 240, Interpolation.Lanczos));

    /// <summary>The video, looked at frame by frame: a man begins to smile in frame 16 or so and stops at the end.</summary>
    [Fact]
    public void A_real_smile_is_found_and_its_mouth_corners_are_named()
    {
        KnownFaces.Needed();
        RegionSpotting found = RegionSpotting.Run(RealData.Root().At("media", "single_face.mp4"), cancellation: TestContext.Current.CancellationToken);
        RegionInterval smile = Assert.Single(found.Intervals);
        Assert.InRange(smile.Onset, 8, 20);
        Assert.InRange(smile.Offset, 62, 72);
        Assert.Equal(["left mouth corner", "right mouth corner"], smile.Movement.Regions.Take(2).Select(r => r.Region.Name).Order());
        Assert.All(smile.Movement.Regions.Take(2), r => Assert.StartsWith("up", r.Direction));
        Assert.Equal(found.Frames, found.Curves.Count);
        Assert.True(smile.Blink);       // frames 26 to 29
    }

    [Fact]
    public void Black_frames_are_said_and_give_no_interval()
    {
        KnownFaces.Needed();
        Frame black = TestPictures.Flat(240, 240, 0, channels: 3);
        RegionSpotting found = RegionSpotting.Run(new GeneratedFrames(80, i => i is >= 40 and < 60 ? black : Face.Value), "black", cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(found.Intervals);
        Assert.Equal([(41, 60)], found.WithoutFace);
        Assert.Contains(found.Table().Footnotes, f => f.StartsWith("No face of that person in frames 41–60", StringComparison.Ordinal));
        Assert.Contains("Nothing: no region went away", found.ToHtml());
        Assert.DoesNotContain(found.Table().Footnotes, f => f.StartsWith("The head turns", StringComparison.Ordinal));
        RegionSpotting turned = found with { Poses = [.. found.Poses.Select((p, i) => i < 20 ? p : p with { Yaw = p.Yaw + 30 })] };
        Assert.Contains(turned.Table().Footnotes, f => f.StartsWith("The head turns out of the picture's plane, by up to 3", StringComparison.Ordinal));
    }

    [Fact]
    public void That_there_are_two_people_is_said_with_how_to_follow_the_other()
    {
        KnownFaces.Needed();
        Frame both = FaceMeshTests.Beside(Face.Value, KnownFaces.People[5].Read(0).Resize(150, 150, Interpolation.Lanczos), 390, 240);
        RegionSpotting found = RegionSpotting.Run(new GeneratedFrames(20, _ => both), "two", cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(found.Table().Footnotes, f => f.Contains("2 people are in the picture; followed is number 1") && f.Contains("--face N"));
        var e = Assert.Throws<InputException>(() => RegionSpotting.Run(new GeneratedFrames(20, _ => both), "two", new() { Person = 3 }, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal("2 people", e.Found);
    }

    [Fact]
    public void The_map_of_the_face_shows_the_mesh_and_every_region()
    {
        KnownFaces.Needed();
        RegionSpotting found = RegionSpotting.Run(new GeneratedFrames(20, _ => Face.Value), "one", cancellation: TestContext.Current.CancellationToken);
        string map = found.FaceMap();
        Assert.Equal(FaceMesh.Count, map.Split("<circle").Length - 1);
        Assert.All(FaceRegion.All, r => Assert.Contains($"<title>{r.Name}</title>", map));
        string page = found.Page().ToString();
        Assert.Contains(".386 on SAMM-LV", page);
        Assert.DoesNotContain("http://", page.Replace("http://www.w3.org/", ""));
    }

    [Fact]
    public void Too_low_a_rate_is_refused()
    {
        var video = new GeneratedFrames(40, _ => TestPictures.Flat(32, 32, 9)) { Times = FrameTimes.Even(40, 10) };
        Assert.Contains("at least 15", Assert.Throws<InputException>(() => RegionSpotting.Run(video, "slow", cancellation: TestContext.Current.CancellationToken)).Expected);
    }
}
