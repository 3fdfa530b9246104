using System.Text.Json;
using MicroExpressions.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

/// <summary>I3D by PyTorch: golden/i3d.json, made by golden/make_i3d_golden.py. Weights and clips come from a formula, here as there.</summary>
public sealed record I3dGolden(string Torch, I3dGolden.Case[] Cases, string[] Names)
{
    public sealed record Case(long[] Shape, float[] Every16, double Mean, double Norm);

    public static I3dGolden All { get; } = JsonSerializer.Deserialize<I3dGolden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Features", "golden", "i3d.json")), JsonSerializerOptions.Web)!;

    public static I3D Network(int channels)
    {
        var network = new I3D(channels);
        using var off = no_grad();
        using var scope = NewDisposeScope();
        int seed = 0;
        foreach ((string name, Tensor tensor) in network.state_dict().Where(t => t.Value.is_floating_point()).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            Tensor x = Noise(tensor.numel(), seed++);
            x = name.EndsWith("conv3d.weight") ? (2 * x - 1) * Math.Sqrt(6.0 / (tensor.numel() / tensor.shape[0]))
                : name.EndsWith("bn.weight") || name.EndsWith("running_var") ? 0.5 + x
                : 0.2 * x - 0.1;
            tensor.copy_(x.view(tensor.shape));
        }
        return network;
    }

    public static Tensor Clip(long[] shape) => (2 * Noise(shape.Aggregate(1L, (a, b) => a * b), 1000) - 1).to(ScalarType.Float32).view(shape);

    private static Tensor Noise(long count, int seed)
    {
        Tensor x = (arange(count, dtype: ScalarType.Float64) + 0.1 * seed).sin() * 43758.5453;
        return x - x.floor();
    }
}
