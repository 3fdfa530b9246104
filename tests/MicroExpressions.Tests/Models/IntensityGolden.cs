using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

/// <summary>What PyTorch says: golden/intensity.json, made by golden/make_intensity_golden.py.</summary>
public sealed record IntensityGolden(
    Dictionary<string, long[]> Shapes, double[] Embedded, double[] Scores, double[] Training, double[] Conv1Gradient,
    Dictionary<string, long[]> HeadShapes, double[] Curve, double[] ZGradient)
{
    public static IntensityGolden Values { get; } = JsonSerializer.Deserialize<IntensityGolden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Models", "golden", "intensity.json")), JsonSerializerOptions.Web)!;

    /// <summary>Fails unless the largest difference is at most a share of the largest value.</summary>
    public static void AssertClose(double[] expected, Tensor actual, double tolerance)
    {
        float[] found = actual.detach().cpu().contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs), difference = expected.Zip(found, (e, f) => Math.Abs(e - f)).Max();
        Assert.True(difference <= tolerance * Math.Max(1, largest), $"differs by {difference} where the largest value is {largest}");
    }

    /// <summary>Fails unless the module has just these parameters and buffers.</summary>
    public static void AssertShapes(Dictionary<string, long[]> expected, nn.Module module) => Assert.Equal(
        expected.Select(e => $"{e.Key} {string.Join("x", e.Value)}").Order(StringComparer.Ordinal),
        module.state_dict().Select(e => $"{e.Key} {string.Join("x", e.Value.shape)}").Order(StringComparer.Ordinal));
}
