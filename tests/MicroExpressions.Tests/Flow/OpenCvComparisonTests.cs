using System.Text.Json;
using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

/// <summary>Our flow and OpenCV's own, with the same settings, against the known truth. OpenCV's: golden/flow.json, made by golden/make_flow_golden.py.</summary>
public class OpenCvComparisonTests
{
    private static readonly Golden Theirs = JsonSerializer.Deserialize<Golden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Flow", "golden", "flow.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string, int, int> Pairs => new(Theirs.Cases.Select(c => (c.Kind, c.Width, c.Height)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Its_endpoint_error_is_at_most_a_two_hundredth_pixel_above_OpenCVs(string kind, int width, int height)
    {
        KnownMotion pair = PairOf(kind, width, height);
        Case peer = Theirs.Cases.Single(c => (c.Kind, c.Width, c.Height) == (kind, width, height));
        FlowField ours = new TvL1Flow().Compute(pair.Previous, pair.Next);
        double error = FlowField.EndpointError(ours, pair.Truth), apart = FlowField.EndpointError(Sample(ours), new FlowField(Across(width), Across(height), peer.U, peer.V));
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind} {width} × {height}: ours {error:F4}, OpenCV {peer.Error:F4}, apart {apart:F4}");
        Assert.InRange(error, 0, peer.Error + 0.005);
        Assert.InRange(apart, 0, 0.04);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Both_saw_the_same_pictures(string kind, int width, int height)
    {
        KnownMotion pair = PairOf(kind, width, height);
        Case peer = Theirs.Cases.Single(c => (c.Kind, c.Width, c.Height) == (kind, width, height));
        // the sine of another C library may round a pixel or two otherwise
        Assert.InRange(pair.Previous.Pixels.Sum(p => (long)p) - peer.Sums[0], -5, 5);
        Assert.InRange(pair.Next.Pixels.Sum(p => (long)p) - peer.Sums[1], -5, 5);
    }

    private static KnownMotion PairOf(string kind, int width, int height) => kind switch
    {
        "noisy" => KnownMotion.LocalBumps(width, height, noise: 2, seed: 1),
        "clean" => KnownMotion.LocalBumps(width, height, noise: 0, seed: 1),
        _ => KnownMotion.Smooth(width, height, seed: 1),
    };

    /// <summary>Places that are kept along a side.</summary>
    private static int Across(int side) => (side + Theirs.Step - 1) / Theirs.Step;

    private static FlowField Sample(FlowField flow)
    {
        int[] places = [.. from y in Enumerable.Range(0, Across(flow.Height)) from x in Enumerable.Range(0, Across(flow.Width)) select (y * flow.Width + x) * Theirs.Step];
        return new FlowField(Across(flow.Width), Across(flow.Height), [.. places.Select(p => flow.U[p])], [.. places.Select(p => flow.V[p])]);
    }

    private sealed record Golden(int Step, Case[] Cases);

    private sealed record Case(string Kind, int Width, int Height, long[] Sums, double Error, float[] U, float[] V);
}
