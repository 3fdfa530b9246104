using System.Runtime.Intrinsics;
using MicroExpressions.Flow;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class FaceRendererTests
{
    private static readonly FaceRenderer Renderer = Person(1, 96);

    [Theory]
    [InlineData(ActionUnit.InnerBrowRaiser, "brow-inner", 0, -1)]
    [InlineData(ActionUnit.OuterBrowRaiser, "brow-outer", 0, -1)]
    [InlineData(ActionUnit.BrowLowerer, "brow-inner", -1, 1)]
    [InlineData(ActionUnit.CheekRaiser, "cheek", 0, -1)]
    [InlineData(ActionUnit.NoseWrinkler, "nose-wing", 0, -1)]
    [InlineData(ActionUnit.LipCornerPuller, "mouth-corner", 1, -1)]
    [InlineData(ActionUnit.Dimpler, "mouth-corner", 1, 0)]
    [InlineData(ActionUnit.LipCornerDepressor, "mouth-corner", 0, 1)]
    public void An_action_unit_moves_its_landmark_the_way_FACS_says(ActionUnit unit, string landmark, int outward, int down)
    {
        var rest = Renderer.Locate(new FaceState());
        var moved = Renderer.Locate(new FaceState { [unit] = 0.6f });
        foreach (var (side, outwardSign) in new[] { ("left", -1), ("right", 1) })
        {
            var i = FaceLandmarks.Names.ToList().IndexOf($"{landmark}-{side}");
            if (outward != 0)
                Assert.True((moved[i].X - rest[i].X) * outwardSign * outward > 0.3, $"{landmark}-{side} x {rest[i].X} → {moved[i].X}");
            if (down != 0)
                Assert.True((moved[i].Y - rest[i].Y) * down > 0.3, $"{landmark}-{side} y {rest[i].Y} → {moved[i].Y}");
        }
    }

    [Fact]
    public void Lips_part_downwards_and_the_chin_pushes_up()
    {
        var names = FaceLandmarks.Names.ToList();
        var rest = Renderer.Locate(new FaceState());
        var open = Renderer.Locate(new FaceState { [ActionUnit.LipsPart] = 1f });
        var chin = Renderer.Locate(new FaceState { [ActionUnit.ChinRaiser] = 1f });
        Assert.True(open[names.IndexOf("lower-lip")].Y > rest[names.IndexOf("lower-lip")].Y + 1);
        Assert.True(chin[names.IndexOf("lower-lip")].Y < rest[names.IndexOf("lower-lip")].Y - 0.5);
    }

    [Theory]
    [InlineData(ActionUnit.UpperLidRaiser)]
    [InlineData(ActionUnit.LidTightener)]
    [InlineData(ActionUnit.EyeClosure)]
    [InlineData(ActionUnit.LipPressor)]
    [InlineData(ActionUnit.BrowLowerer)]
    public void An_action_unit_changes_the_picture_near_its_muscles_only(ActionUnit unit)
    {
        var rest = Renderer.Render(new FaceState());
        var moved = Renderer.Render(new FaceState { [unit] = 1f });
        var isUpper = unit != ActionUnit.LipPressor;
        for (var i = 0; i < rest.Length; i++)
        {
            var y = i / 96;
            if (isUpper ? y > 58 : y < 58)
                Assert.Equal(rest[i], moved[i]);
        }
        Assert.True(rest.Zip(moved, (a, b) => MathF.Abs(a[1] - b[1])).Max() > 0.03f);
    }

    // TV-L1 knows nothing of how the picture was made: at a landmark it must find the landmark's own motion, up to two pixels
    // here, but for what its smoothing takes from the peak at the mouth's corner.
    [Fact]
    public void Optical_flow_at_a_landmark_is_the_landmarks_motion()
    {
        var renderer = Person(1, 192);
        var (from, to) = (new FaceState(), new FaceState { [ActionUnit.LipCornerPuller] = 0.2f, Shift = (0.01f, 0.005f) });
        var (first, second) = (Grey(renderer.Render(from)), Grey(renderer.Render(to)));
        FlowField flow = new TvL1Flow(new TvL1Settings { Lambda = 0.5f }).Compute(first, second);
        foreach (var name in new[] { "mouth-corner-left", "mouth-corner-right", "brow-inner-left", "eye-outer-right", "nose-tip" })
        {
            var i = FaceLandmarks.Names.ToList().IndexOf(name);
            var (a, b) = (renderer.Locate(from)[i], renderer.Locate(to)[i]);
            var at = (int)a.Y * 192 + (int)a.X;
            Assert.True(Math.Abs(flow.U[at] - (b.X - a.X)) < 0.5 && Math.Abs(flow.V[at] - (b.Y - a.Y)) < 0.5,
                $"{name}: flow ({flow.U[at]:0.00}, {flow.V[at]:0.00}), truth ({b.X - a.X:0.00}, {b.Y - a.Y:0.00})");
        }
    }

    [Fact]
    public void A_turn_of_the_head_moves_the_nose_further_than_the_jaws_edge()
    {
        var names = FaceLandmarks.Names.ToList();
        var rest = Renderer.Locate(new FaceState());
        var turned = Renderer.Locate(new FaceState { Turn = (0.08f, 0f) });
        Assert.True(turned[names.IndexOf("nose-tip")].X - rest[names.IndexOf("nose-tip")].X > 1.5);
        Assert.True(turned[names.IndexOf("nose-tip")].X - rest[names.IndexOf("nose-tip")].X
            > 1.3 * (turned[names.IndexOf("brow-outer-left")].X - rest[names.IndexOf("brow-outer-left")].X));
    }

    private static FaceRenderer Person(uint seed, int size)
    {
        var palette = FacePalette.Draw(new PortableRandom(seed, 2));
        return new FaceRenderer(
            FaceGeometry.Draw(new PortableRandom(seed, 1)), palette, Lighting.Draw(new PortableRandom(seed, 3), palette), seed, size);
    }

    private static ImageF Grey(Vector128<float>[] picture) =>
        new(192, 192, [.. picture.Select(p => MathF.Floor(Math.Clamp(255f * MathF.Sqrt(0.3f * p[0] + 0.59f * p[1] + 0.11f * p[2]) + 0.5f, 0f, 255f)))]);
}
