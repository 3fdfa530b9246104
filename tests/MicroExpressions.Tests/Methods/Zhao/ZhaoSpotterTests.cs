using System.Numerics;
using MicroExpressions.Annotations;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Methods.Zhao;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Methods.Zhao;

public class ZhaoSpotterTests
{
    private const int Size = 256;

    [Fact]
    public void A_mouth_corner_that_rises_and_falls_is_found_named_and_dated()
    {
        MovedRegions found = Spot(Face(frames: 150, rises: t => Bump(t, middle: 75, halfWidth: 9)));
        MovedInterval smile = Assert.Single(found.Intervals);
        Assert.Equal("left mouth corner", smile.Regions[0].Region.Name);
        Assert.Equal("up", smile.Regions[0].Direction);
        Assert.InRange(smile.Apex, 71, 79);
        Assert.InRange(smile.Onset, 58, 70);
        Assert.InRange(smile.Offset, 80, 92);
        Assert.InRange(smile.Strength, 2.5, 4);
    }

    [Fact]
    public void What_lasts_at_most_half_a_second_is_micro()
    {
        MovedInterval movement = Assert.Single(Spot(Face(150, t => Bump(t, 75, halfWidth: 5.5))).Intervals);
        Assert.True(movement.Offset - movement.Onset <= 15, $"{movement.Onset} to {movement.Offset}");
        Assert.Equal(ExpressionKind.Micro, movement.Kind);
    }

    [Fact]
    public void A_picture_repeated_gives_nothing_and_flat_curves()
    {
        MovedRegions found = Spot(Face(450, _ => 0));
        Assert.Empty(found.Intervals);
        Assert.All(found.Curves, at => Assert.All(at!, v => Assert.True(v.Length() < 0.01)));
    }

    [Fact]
    public void A_movement_across_two_windows_is_found_once()
    {
        MovedRegions found = Spot(Face(320, t => Bump(t, 200, halfWidth: 12)));
        Assert.InRange(Assert.Single(found.Intervals).Apex, 195, 205);
        Assert.Equal(320, found.Curves.Count);
    }

    [Fact]
    public void A_stretch_without_a_face_is_no_movement_and_has_no_curve()
    {
        MovedRegions found = Spot(Face(200, t => t < 100 ? 0 : 3).Select((f, t) => t is >= 80 and < 110 ? null : f));
        Assert.Empty(found.Intervals);
        Assert.All(found.Curves.Index(), c => Assert.Equal(c.Index is >= 80 and < 110, c.Item is null));
    }

    private static double Bump(int t, double middle, double halfWidth) => 3.2 * Math.Exp(-Math.Pow((t - middle) / halfWidth, 2));

    private static MovedRegions Spot(IEnumerable<Frame?> faces) => new ZhaoSpotter(rate: 30).Spot(faces, () => new RegionMotion(TexturedFace.Shape, Size));

    /// <summary>A texture whose left mouth corner rises by so many pixels.</summary>
    private static IEnumerable<Frame?> Face(int frames, Func<int, double> rises) =>
        Enumerable.Range(0, frames).Select(t => TexturedFace.Moved("left mouth corner", new Vector2(0, -(float)rises(t))));
}
