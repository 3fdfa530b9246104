using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

public class RegionMotionTests
{
    private static readonly RegionMotion Motion = new(TexturedFace.Shape, size: 256);

    public static TheoryData<string, float, float> Movements => new()
    {
        { "left mouth corner", 0, -1.5f }, { "right mouth corner", 1, -1 }, { "left brow, inner", 0, 1 }, { "right brow, outer", 0, -2 }, { "chin", 0, -1 },
    };

    [Theory]
    [MemberData(nameof(Movements))]
    public void A_region_that_moves_says_how_far_and_where_to(string region, float x, float y)
    {
        Vector2[] moved = Motion.Between(TexturedFace.Moved(null, default), TexturedFace.Moved(region, new(x, y)));
        foreach (var (r, other) in FaceRegion.All.Index())
        {
            Vector2 expected = other.Name == region ? new(x, y) : default;
            if (other.Name == region || Far(other.Name, region))
                Assert.True(Vector2.Distance(expected, moved[r]) < 0.2, $"{other.Name}: {moved[r]} for {expected}");
        }
    }

    [Fact]
    public void The_movement_of_the_nose_is_taken_off_every_region()
    {
        // the whole texture moves, so the nose does as everything else, and nothing has moved against it
        Frame still = TexturedFace.Moved(null, default);
        Frame shifted = new(256, 256, 1, [.. Enumerable.Range(0, 256 * 256).Select(i => still.Pixels[i / 256 * 256 + Math.Max(0, i % 256 - 2)])]);
        Assert.All(Motion.Between(still, shifted), v => Assert.True(v.Length() < 0.15, $"{v}"));
    }

    [Fact]
    public void Movements_are_given_for_a_face_of_one_size()
    {
        // the same pictures, but eyes only 32 pixels apart: a pixel counts for two
        var nearer = new FaceShape(TexturedFace.Shape.Points
            .SetItem(FaceAlignment.LeftInnerCorner, new Vector3(112, 80, 0)).SetItem(FaceAlignment.RightInnerCorner, new Vector3(144, 80, 0)), 1);
        Vector2[] moved = new RegionMotion(nearer, 256).Between(TexturedFace.Moved(null, default), TexturedFace.Moved("chin", new(0, -1)));
        Assert.Equal(-2, moved[FaceRegion.All.Index().Single(r => r.Item.Name == "chin").Index].Y, 0.4f);
    }

    private static bool Far(string a, string b)
    {
        Vector2 Middle(string name) => TexturedFace.Shape.Mean(FaceRegion.All.Single(r => r.Name == name).Points.AsSpan());
        return Vector2.Distance(Middle(a), Middle(b)) > 60;
    }
}
