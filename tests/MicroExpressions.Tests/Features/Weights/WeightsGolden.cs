using System.Text.Json;

namespace MicroExpressions.Tests.Features.Weights;

/// <summary>Files that torch.save wrote: golden/weights.json, made by golden/make_weights_golden.py.</summary>
public sealed record WeightsGolden(string Torch, Dictionary<string, WeightsGolden.Content> Values, Dictionary<string, byte[]> Files)
{
    public sealed record Content(long[] Shape, double[] Values);

    public static WeightsGolden All { get; } = JsonSerializer.Deserialize<WeightsGolden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Features", "Weights", "golden", "weights.json")), JsonSerializerOptions.Web)!;
}
