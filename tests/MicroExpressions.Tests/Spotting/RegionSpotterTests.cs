using System.Numerics;
using MicroExpressions.Annotations;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Methods.Zhao;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Spotting;

public class RegionSpotterTests
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
        // it is 3.2 pixels away at its furthest, a third of which it has gone in its first frame, by the rule for flanks
        Assert.InRange(smile.Strength, 1.9, 2.6);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(20)]
    public void The_kind_is_that_of_the_duration(double halfWidth) =>
        Assert.All(Spot(Face(150, t => 2 * Bump(t, 75, halfWidth))).Intervals, i => Assert.Equal(i.Offset - i.Onset <= 15 ? ExpressionKind.Micro : ExpressionKind.Macro, i.Kind));

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

    private static MovedRegions Spot(IEnumerable<Frame?> faces) => new RegionSpotter(rate: 30, new ZhaoSettings()).Spot(faces, () => new RegionMotion(TexturedFace.Shape, Size));

    /// <summary>A texture whose left mouth corner rises by so many pixels.</summary>
    private static IEnumerable<Frame?> Face(int frames, Func<int, double> rises) =>
        Enumerable.Range(0, frames).Select(t => TexturedFace.Moved("left mouth corner", new Vector2(0, -(float)rises(t))));
}
