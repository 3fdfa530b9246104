using System.Text.Json;
using System.Text.Json.Serialization;
using SystemTorch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.NN;

/// <summary>golden/nn.json as make_nn_golden.py writes it.</summary>
public sealed record NNGolden(
    [property: JsonPropertyName("layers")] LayerCase[] Layers,
    [property: JsonPropertyName("functions")] FunctionCase[] Functions,
    [property: JsonPropertyName("optimisers")] OptimiserCase[] Optimisers,
    [property: JsonPropertyName("schedules")] ScheduleCase[] Schedules,
    [property: JsonPropertyName("seeded")] SeededCase[] Seeded,
    [property: JsonPropertyName("plateau")] PlateauCase Plateau)
{
    public static NNGolden PyTorch { get; } =
        JsonSerializer.Deserialize<NNGolden>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "nn.json")))!;

    // w[i] = cos(i + 1), as in the script
    public static Tensor Weighted(IEnumerable<Tensor> outputs) =>
        stack(outputs.Select(o => (o * tensor(Enumerable.Range(1, (int)o.numel()).Select(i => Math.Cos(i)).ToArray(), o.shape, dtype: o.dtype)).sum())).sum();
}

public sealed record LayerCase(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("state")] Dictionary<string, GoldenTensor> State,
    [property: JsonPropertyName("inputs")] GoldenTensor[] Inputs,
    [property: JsonPropertyName("outputs")] GoldenTensor[] Outputs,
    [property: JsonPropertyName("after")] Dictionary<string, GoldenTensor> After,
    [property: JsonPropertyName("eval")] GoldenTensor[]? Eval);

public sealed record FunctionCase(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("python")] string Python,
    [property: JsonPropertyName("inputs")] GoldenTensor[] Inputs,
    [property: JsonPropertyName("outputs")] GoldenTensor[] Outputs);

public sealed record OptimiserCase(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("start")] GoldenTensor[] Start,
    [property: JsonPropertyName("steps")] OptimiserStep[] Steps);

public sealed record OptimiserStep(
    [property: JsonPropertyName("gradients")] GoldenTensor?[] Gradients,
    [property: JsonPropertyName("parameters")] GoldenTensor[] Parameters);

public sealed record ScheduleCase(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("optimiser")] string Optimiser,
    [property: JsonPropertyName("rates")] double[][] Rates,
    [property: JsonPropertyName("momenta")] double[][] Momenta);

public sealed record SeededCase(
    [property: JsonPropertyName("python")] string Python,
    [property: JsonPropertyName("parameters")] JsonElement[][] Parameters)
{
    public IEnumerable<(string Name, GoldenTensor Values)> Expected => Parameters.Select(p => (p[0].GetString()!, p[1].Deserialize<GoldenTensor>()!));
}

public sealed record PlateauCase(
    [property: JsonPropertyName("measures")] double[] Measures,
    [property: JsonPropertyName("rates")] double[] Rates);
