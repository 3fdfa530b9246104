using System.Numerics;
using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Flow;
using MicroExpressions.Methods.Mdmd;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Methods.Mdmd;

/// <summary>Expected numbers are the authors' code's: golden/make_mdmd_golden.m has its commit.</summary>
public class MdmdSpotterTests
{
    /// <summary>At this rate the settings' seconds are the golden cases' frames: <c>k</c> of so many frames is so many seconds.</summary>
    private const double Rate = 1;

    public static TheoryData<int> Cases => [0, 1, 2];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Differences_are_those_of_the_authors_code(int number)
    {
        JsonElement golden = Golden(number);
        int k = golden.GetProperty("k").GetInt32(), frames = golden.GetProperty("frames").GetInt32();
        double[] differences = [.. Enumerable.Range(k + 1, frames - 2 * k).Select(t => MainDirection.Difference(MadeUp(t - k, t), MadeUp(t - k, t + k), new()))];
        Same(golden.Numbers("features"), differences);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Thresholds_and_frames_above_them_are_those_of_the_authors_code(int number)
    {
        JsonElement golden = Golden(number);
        int k = golden.GetProperty("k").GetInt32();
        double[] relative = new MdmdSpotter(Rate).Relative(golden.Numbers("features"), k);
        Same(golden.Numbers("difference"), relative);
        foreach (JsonElement found in golden.GetProperty("found").EnumerateArray())
        {
            double limit = new MdmdSpotter(Rate, new() { Threshold = found.GetProperty("p").GetDouble() / 100 }).Limit(relative);
            Assert.Equal(found.GetProperty("threshold").GetDouble(), limit, 1e-9);
            JsonElement above = found.GetProperty("frames");
            int[] expected = above.ValueKind == JsonValueKind.Number ? [above.GetInt32()] : [.. above.EnumerateArray().Select(f => f.GetInt32())];
            Assert.NotEmpty(expected);
            Assert.Equal(expected, relative.Index().Where(r => r.Item > limit).Select(r => 2 * k + r.Index));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void How_far_is_looked_in_a_short_video_is_what_the_authors_code_says(int number)
    {
        JsonElement golden = Golden(number);
        using var video = new GeneratedFrames(golden.GetProperty("frames").GetInt32(), _ => new Frame(1, 1, 1, new byte[1]));
        Assert.Equal(golden.GetProperty("k").GetInt32(), new MdmdSpotter(Rate).Reach(golden.GetProperty("asked").GetInt32(), video));
    }

    /// <summary>The numbers of the authors' README, for CAS(ME)² and for SAMM-LV.</summary>
    [Theory]
    [InlineData(30, 12, 39, 7, 16)]
    [InlineData(200, 80, 260, 47, 105)]
    public void Seconds_are_the_published_frames_at_both_rates(double rate, int micro, int macro, int shortest, int longestMicro)
    {
        (var spotter, var published) = (new MdmdSpotter(rate), new MdmdSettings());
        Assert.Equal(
            [micro, macro, shortest, longestMicro],
            new[] { published.MicroReach, published.MacroReach, published.Shortest, published.LongestMicro }.Select(spotter.Frames));
    }

    /// <summary>In each block twenty pixels go one way by 1, sixteen the other way by 3: half a circle takes both for one direction.</summary>
    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void Opposite_ways_are_one_direction_on_half_the_circle_only(bool halfCircle, double expected)
    {
        const int side = 12;        // four blocks of 6 by 6
        float[] ways = [.. Enumerable.Range(0, side * side).Select(i => i / side % 6 * 6 + i % 6 < 20 ? 1f : -3f)], still = new float[side * side];
        var near = new FlowField(side, side, [.. ways.Select(w => w * 0.8f)], [.. ways.Select(w => w * 0.6f)]);
        Assert.Equal(expected, MainDirection.Difference(near, new(side, side, still, still), new() { Blocks = 2, HalfCircle = halfCircle }), 1e-6);
    }

    [Fact]
    public void The_authors_code_leaves_out_twice_k_frames_at_the_end_which_the_method_could_look_at()
    {
        double[] differences = [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i))];
        double[] theirs = new MdmdSpotter(Rate).Relative(differences, 4), all = new MdmdSpotter(Rate, new() { EndSpared = false }).Relative(differences, 4);
        Assert.Equal(60 - 6, all.Length);
        Assert.Equal(all[..^8], theirs);
    }

    [Fact]
    public void A_mouth_corner_that_rises_and_falls_is_found()
    {
        IReadOnlyList<SpottedInterval> found = Spot(t => 4 * Math.Exp(-Math.Pow((t - 60) / 5.0, 2)));
        SpottedInterval best = found[0];
        Assert.InRange(61, best.Onset, best.Offset);
        Assert.InRange(best.Offset - best.Onset + 1, 7, 30);
        Assert.All(found, i => Assert.Equal(i.Offset - i.Onset <= 15 ? ExpressionKind.Micro : ExpressionKind.Macro, i.Kind));
    }

    [Fact]
    public void A_picture_repeated_gives_nothing() => Assert.Empty(Spot(_ => 0));

    [Fact]
    public void A_video_of_five_frames_is_refused()
    {
        using var video = new GeneratedFrames(5, _ => new Frame(12, 12, 1, new byte[144]));
        Assert.Contains("5 frames", Assert.Throws<InputException>(() => new MdmdSpotter(30).Spot(video)).Message);
    }

    private static IReadOnlyList<SpottedInterval> Spot(Func<int, double> rises)
    {
        using var face = new GeneratedFrames(150, t => TexturedFace.Moved("left mouth corner", new Vector2(0, -(float)rises(t))).Resize(96, 96, Interpolation.Area));
        return new MdmdSpotter(30).Spot(face);
    }

    /// <summary>The flow of golden/make_mdmd_golden.m, from one frame to another.</summary>
    private static FlowField MadeUp(int from, int to)
    {
        const int width = 20, height = 26;
        var (u, v) = (new float[width * height], new float[width * height]);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                double far = 0.1 * (to - from) + (x > 7 ? 0.8 * Math.Sin(0.4 * to) : 0);
                u[y * width + x] = (float)(far * Math.Sin(0.37 * x + 0.21 * y + 0.05 * from));
                v[y * width + x] = (float)(far * Math.Cos(0.29 * x - 0.13 * y + 0.03 * to));
            }
        return new(width, height, u, v);
    }

    private static void Same(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static JsonElement Golden(int number) =>
        GoldenNumbers.Read("Mdmd", "mdmd.json")[number];
}
