using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace TorchSharp.Behaviour.Tests;

/// <summary>golden/golden.json as make_golden.py writes it: what PyTorch says.</summary>
public sealed record Golden(Golden.Case[] Operators, Golden.Case[] Layers, Golden.Path[] Optimisers, Golden.Beginning[] Seeded)
{
    public sealed record Case(string Name, string Python, Values[] Inputs, Values[] Outputs, Dictionary<string, Values>? State, Dictionary<string, Values>? After);

    public sealed record Path(string Name, Values[] Start, Step[] Steps);

    public sealed record Step(Values?[] Gradients, Values[] Parameters);

    public sealed record Beginning(string Python, Dictionary<string, Values> Parameters);

    public sealed record Values(string Dtype, long[] Shape, double[] Data, double[]? Grad)
    {
        public Tensor ToTensor() => tensor(Data, Shape, dtype: Type).requires_grad_(Grad is not null);

        private ScalarType Type => Dtype switch
        {
            "float32" => float32,
            "float64" => float64,
            "int64" => int64,
            "bool" => ScalarType.Bool,
            _ => throw new ArgumentException(Dtype),
        };

        /// <summary>Same type, same shape, and values within a relative 1e-8 (float32: 1e-6).</summary>
        public void IsLike(Tensor found, string what)
        {
            Assert.True(found.dtype == Type && found.shape.SequenceEqual(Shape),
                $"{what}: {found.dtype} [{string.Join(", ", found.shape)}], expected {Dtype} [{string.Join(", ", Shape)}]");
            AreClose(Data, found, what, Dtype == "float32" ? 1e-6 : 1e-8);
        }

        public void HasGradient(Tensor of, string what)
        {
            if (Grad is not null)
                AreClose(Grad, of.grad ?? throw new InvalidOperationException($"{what} has no gradient"), what, 1e-8);
        }

        public static void AreClose(double[] expected, Tensor found, string what, double tolerance)
        {
            double[] values = found.detach().clone().to(float64).contiguous().data<double>().ToArray();
            Assert.Equal(expected.Length, values.Length);
            foreach (var (i, (e, v)) in expected.Zip(values).Index())
                Assert.True(e.Equals(v) || Math.Abs(e - v) <= tolerance * (1 + Math.Abs(e)), $"{what}: element {i} is {v}, expected {e}");
        }
    }

    public static Golden PyTorch { get; } = JsonSerializer.Deserialize<Golden>(
        File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "golden", "golden.json")), JsonSerializerOptions.Web)!;

    /// <summary>Σ w·output with w[i] = cos(i + 1), as in the script; false when no output has a gradient.</summary>
    public static bool Backward(IEnumerable<Tensor> outputs)
    {
        Tensor[] parts = [.. outputs.Where(o => o.requires_grad)
            .Select(o => (o * tensor(Enumerable.Range(1, (int)o.numel()).Select(i => Math.Cos(i)).ToArray(), o.shape, dtype: o.dtype)).sum())];
        if (parts.Length > 0)
            stack(parts).sum().backward();
        return parts.Length > 0;
    }
}
