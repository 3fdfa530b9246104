using System.Numerics;
using System.Text.Json;
using MicroExpressions.Faces;
using MicroExpressions.Methods.SpFd;
using MicroExpressions.Tests.Faces;

namespace MicroExpressions.Tests.Methods.SpFd;

/// <summary>Expected numbers are the authors' code's: golden/make_spfd_golden.py has its commit.</summary>
public class SpFdTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", "SpFd", "golden", "spfd.json"))).RootElement;

    public static TheoryData<int> Flows => [.. Enumerable.Range(0, 6)];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 4)];

    [Theory]
    [MemberData(nameof(Flows))]
    public void A_regions_main_flow_without_the_heads_is_that_of_the_authors_code(int number)
    {
        JsonElement golden = Golden.GetProperty("flows")[number];
        double[] expected = Numbers(golden, "head");
        Vector2 head = LocalFlow.Global(Vectors(golden, "bridge"));
        Assert.Equal(expected[0], head.X, 1e-5);
        Assert.Equal(expected[1], head.Y, 1e-5);
        Assert.Equal(golden.GetProperty("main").GetDouble(), LocalFlow.Main([.. Vectors(golden, "region").Select(v => v - head)], directions: 6), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Curves_are_smoothed_as_by_SciPy_up_to_their_ends(int number)
    {
        JsonElement golden = Golden.GetProperty("cases")[number];
        double[] curve = [.. golden.GetProperty("regions")[0].EnumerateArray().Select(n => n.GetDouble())], expected = Numbers(golden, "smooth");
        double[] smooth = SavitzkyGolay.Smooth(curve[100..^100], golden.GetProperty("window").GetInt32(), order: 3);
        Assert.Equal(expected.Length, smooth.Length);
        Assert.All(expected.Zip(smooth), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void From_curves_to_intervals_as_the_authors_code(int number)
    {
        JsonElement golden = Golden.GetProperty("cases")[number];
        double[][] regions = [.. golden.GetProperty("regions").EnumerateArray().Select(r => r.EnumerateArray().Select(n => n.GetDouble()).ToArray())];
        (int, int)[] expected = [.. golden.GetProperty("found").EnumerateArray().Select(f => (f[0].GetInt32(), f[1].GetInt32()))];
        var found = new FlowBursts(new() { Smoothed = golden.GetProperty("window").GetInt32() }).Find(regions);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, found.Select(f => (f.From + 1, f.To + 1)));      // theirs count from 1
    }

    /// <summary>Three peaks, the second the highest: strictly below the maximum it is not.</summary>
    [Theory]
    [InlineData(true, new[] { 40, 80 })]
    [InlineData(false, new[] { 40, 60, 80 })]
    public void The_highest_peak_is_left_out_as_in_the_authors_code(bool leftOut, int[] expected)
    {
        double[] curve = [.. Enumerable.Range(0, 120).Select(t => 1.5 * Bump(t - 40) + 1.6 * Bump(t - 60) + 1.5 * Bump(t - 80))];
        var found = new FlowBursts(new() { HighestLeftOut = leftOut, EndSpared = 10, Smoothed = 5 }).Find([curve]);
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.InRange(pair.First, pair.Second.From, pair.Second.To));
    }

    [Fact]
    public void A_region_that_hardly_moves_and_a_video_shorter_than_a_window_show_nothing()
    {
        Assert.Empty(new FlowBursts(new() { EndSpared = 0 }).Find([[.. Enumerable.Range(0, 120).Select(t => 0.7 * Bump(t - 60))]]));
        Assert.Empty(new FlowBursts(new()).Find([[0, 9, 0]]));
    }

    [Fact]
    public void A_mouth_corner_that_moves_is_the_fastest_region_and_its_speed_is_known()
    {
        FaceShape shape = Shape();
        double[] speeds = new LocalFlow(shape, new()).Between(TexturedFace.Moved(null, default), TexturedFace.Moved("left mouth corner", new Vector2(0, -2)));
        int corner = LocalFlow.Regions.Index().Single(r => r.Item.Name == "left mouth corner").Index;
        Assert.InRange(speeds[corner], 1.6, 2.2);
        Assert.All(speeds.Index().Where(s => s.Index != corner), s => Assert.InRange(s.Item, 0, 0.4));
    }

    /// <summary>0, ½, 1, ½, 0.</summary>
    private static double Bump(int t) => Math.Max(0, 1 - Math.Abs(t) / 2.0);

    /// <summary>The regions apart from each other, the mouth's corner where the textured face has it; inner corners of the eyes 64 apart.</summary>
    private static FaceShape Shape()
    {
        var points = new Vector3[FaceMesh.Count];
        foreach ((int i, FaceRegion region) in LocalFlow.Regions.Index())
            points[region.Points[0]] = new(50 + 40 * (i % 5), 40 + 35 * (i / 5), 0);
        points[61] = new(96, 184, 0);
        points[FaceAlignment.LeftInnerCorner] = new(96, 80, 0);
        points[FaceAlignment.RightInnerCorner] = new(160, 80, 0);
        return new([.. points], Presence: 1);
    }

    private static double[] Numbers(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    private static Vector2[] Vectors(JsonElement golden, string name) => [.. Numbers(golden, name).Chunk(2).Select(v => new Vector2((float)v[0], (float)v[1]))];
}
