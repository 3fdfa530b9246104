using System.Numerics;
using System.Text.Json;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Methods.He2021;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Methods.He2021;

/// <summary>Expected numbers are those of the successor's code: golden/make_he2021_golden.py has its commit.</summary>
public class He2021MethodTests
{
    public static TheoryData<int> Curves => [.. Enumerable.Range(0, 12)];

    public static TheoryData<int> Merges => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Curves))]
    public void From_a_regions_flow_to_its_movements_as_the_successors_code(int number)
    {
        JsonElement golden = Golden("curves", number);
        double[] length = [.. golden.GetProperty("flow").EnumerateArray().Select(f => double.Hypot(f[0].GetDouble(), f[1].GetDouble()))];
        // both sets' rules on one curve: pixels are those of the curve, so that the first set's heights serve both
        He2021Settings rules = He2021Settings.CasmeSquared;
        double[] smooth = MovementPeaks.LowPass(length[1..^1], rules.LowPass, rate: 30), detrended = [.. golden.GetProperty("detrended").EnumerateArray().Select(n => n.GetDouble())];
        (int, int)[] found = [.. new MovementPeaks(smooth, detrended, 30, rules).Find(golden.GetProperty("limit").GetDouble()).Select(m => (m.From + 1, m.To + 1))];
        Assert.NotEmpty(found);
        Assert.Equal(Intervals(golden, "found"), found);
    }

    [Theory]
    [MemberData(nameof(Merges))]
    public void Movements_become_one_expression_as_in_the_successors_code(int number)
    {
        JsonElement golden = Golden("merged", number);
        Assert.Equal(Intervals(golden, "merged"), IntervalMerging.Of(Intervals(golden, "intervals"), golden.GetProperty("share").GetDouble()));
    }

    [Fact]
    public void Fourteen_regions_are_looked_at_and_no_lid()
    {
        string[] left = [.. FaceRegion.All.Where(r => He2021Settings.CasmeSquared.LeastMovement(r) is null).Select(r => r.Name)];
        Assert.Equal(["left lower lid", "right lower lid"], left);
        Assert.Equal(14, FaceRegion.All.Length - left.Length);
    }

    /// <summary>The code's 1.65 pixels of a face whose eyes' inner corners are 256 / 9 · 2 pixels apart.</summary>
    [Fact]
    public void Limits_of_SAMM_are_as_large_a_part_of_the_face_as_in_the_successors_code() =>
        Assert.Equal(1.65 / (2 * 256 / 9.0), He2021Settings.SammLongVideos.AboveNear / RegionMotion.Unit, 1e-12);

    [Theory]
    [InlineData(25, 1.925)]
    [InlineData(30, 1.925)]
    [InlineData(200, 1.85625)]
    public void Each_rate_has_the_constants_of_the_set_that_is_nearest(double rate, double brows) => Assert.Equal(brows, new He2021Method().At(rate).AboveNear, 1e-12);

    [Fact]
    public void A_chin_that_rises_and_falls_is_found_and_dated()
    {
        MovedInterval found = Assert.Single(Spot(t => 3.6 * Math.Exp(-Math.Pow((t - 75) / 9.0, 2))));
        Assert.Equal("chin", found.Regions[0].Region.Name);
        Assert.InRange(found.Apex, 71, 79);
        Assert.InRange(found.Onset, 56, 70);
        Assert.InRange(found.Offset, 80, 94);
    }

    [Fact]
    public void A_picture_repeated_gives_nothing() => Assert.Empty(Spot(_ => 0));

    private static IReadOnlyList<MovedInterval> Spot(Func<int, double> rises) => new RegionSpotter(30, He2021Settings.CasmeSquared)
        .Spot(Enumerable.Range(0, 150).Select(t => (Frame?)TexturedFace.Moved("chin", new Vector2(0, -(float)rises(t)))), () => new RegionMotion(TexturedFace.Shape, 256)).Intervals;

    private static (int, int)[] Intervals(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(f => (f[0].GetInt32(), f[1].GetInt32()))];

    private static JsonElement Golden(string list, int number) =>
        GoldenNumbers.Read("He2021", "he2021.json").GetProperty(list)[number];
}
