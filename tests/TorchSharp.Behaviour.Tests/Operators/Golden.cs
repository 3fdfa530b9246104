using System.Text.Json;
using System.Text.Json.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

/// <summary>golden/ops.json as make_ops_golden.py writes it.</summary>
public sealed record Golden(
    [property: JsonPropertyName("cases")] GoldenCase[] Cases,
    [property: JsonPropertyName("promotion")] string[][] Promotion)
{
    private static readonly JsonSerializerOptions Lenient = new() { Converters = { new NumberOrName() } };

    public static Golden Operators { get; } =
        JsonSerializer.Deserialize<Golden>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "ops.json")), Lenient)!;

    // nan and the infinities are written as text
    private sealed class NumberOrName : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : reader.GetString() switch
            {
                "nan" => double.NaN,
                "inf" => double.PositiveInfinity,
                "-inf" => double.NegativeInfinity,
                var other => throw new JsonException($"no number: {other}"),
            };

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}

public sealed record GoldenCase(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("python")] string Python,
    [property: JsonPropertyName("inputs")] GoldenTensor[] Inputs,
    [property: JsonPropertyName("outputs")] GoldenTensor[] Outputs);

public sealed record GoldenTensor(
    [property: JsonPropertyName("dtype")] string Dtype,
    [property: JsonPropertyName("shape")] long[] Shape,
    [property: JsonPropertyName("data")] double[] Data,
    [property: JsonPropertyName("grad")] double[]? Grad)
{
    public static ScalarType TypeOf(string dtype) => dtype switch
    {
        "uint8" => uint8,
        "int32" => int32,
        "int64" => int64,
        "bool" => ScalarType.Bool,
        "float32" => float32,
        "float64" => float64,
        _ => throw new ArgumentException(dtype),
    };

    public Tensor ToTensor() => tensor(Data, Shape, dtype: TypeOf(Dtype)).requires_grad_(Grad is not null);

    /// <summary>Same type, same shape, and values within a relative 1e-8 (float32: 1e-5).</summary>
    public void IsLike(Tensor found, string what)
    {
        Assert.True(found.dtype == TypeOf(Dtype), $"{what}: type {found.dtype}, expected {Dtype}");
        Assert.True(found.shape.SequenceEqual(Shape), $"{what}: shape [{string.Join(", ", found.shape)}], expected [{string.Join(", ", Shape)}]");
        AreClose(Data, found, what, Dtype == "float32" ? 1e-5 : 1e-8);
    }

    public static void AreClose(double[] expected, Tensor found, string what, double tolerance)
    {
        // a clone has memory of its own, which a gradient that is known to be zero may lack
        double[] values = found.detach().clone().to(float64).contiguous().data<double>().ToArray();
        for (int i = 0; i < expected.Length; i++)
        {
            bool close = expected[i].Equals(values[i]) || Math.Abs(expected[i] - values[i]) <= tolerance * (1 + Math.Abs(expected[i]));
            Assert.True(close, $"{what}: element {i} is {values[i]}, expected {expected[i]}");
        }
    }
}
