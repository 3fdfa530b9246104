using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Flow;

/// <summary>Our flow and OpenCV's own, with the same settings, against the known truth.</summary>
public class OpenCvComparisonTests
{
    public static TheoryData<string, int, int> Pairs => new()
    {
        { "noisy", 224, 224 }, { "clean", 224, 224 }, { "smooth", 224, 224 },
        { "noisy", 340, 256 }, { "clean", 340, 256 }, { "smooth", 340, 256 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Its_endpoint_error_is_at_most_a_two_hundredth_pixel_above_OpenCVs(string kind, int width, int height)
    {
        var pair = kind switch
        {
            "noisy" => KnownMotion.LocalBumps(width, height, noise: 2, seed: 1),
            "clean" => KnownMotion.LocalBumps(width, height, noise: 0, seed: 1),
            _ => KnownMotion.Smooth(width, height, seed: 1),
        };
        FlowField ours = new TvL1Flow().Compute(pair.Previous, pair.Next), theirs = OpenCvFlow(pair);
        double error = FlowField.EndpointError(ours, pair.Truth), peer = FlowField.EndpointError(theirs, pair.Truth);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind} {width} × {height}: ours {error:F4}, OpenCV {peer:F4}, apart {FlowField.EndpointError(ours, theirs):F4}");
        Assert.InRange(error, 0, peer + 0.005);
        Assert.InRange(FlowField.EndpointError(ours, theirs), 0, 0.04);
    }

    private static FlowField OpenCvFlow(KnownMotion pair)
    {
        int width = pair.Previous.Width, height = pair.Previous.Height;
        float[] u = new float[width * height], v = new float[width * height];
        new OpenCvTvL1().Compute(Bytes(pair.Previous), Bytes(pair.Next), width, height, u, v);
        return new FlowField(width, height, u, v);
    }

    private static byte[] Bytes(ImageF image) => [.. image.Pixels.Select(grey => (byte)grey)];
}
