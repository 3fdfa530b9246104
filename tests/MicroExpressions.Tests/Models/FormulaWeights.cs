using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

/// <summary>The weights of golden/make_intensity_golden.py: given by a formula, so that no file has to carry them.</summary>
internal static class FormulaWeights
{
    /// <summary><c>sin(1.7 i + phase)</c>, single precision.</summary>
    public static Tensor Wave(long[] shape, double phase) => Wave64(shape, phase).to(float32);

    public static void SetTo(nn.Module module)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var state = module.state_dict();
        int k = 0;
        foreach (string name in state.Keys.Order(StringComparer.Ordinal))
        {
            Tensor value = state[name];
            double phase = k++;
            if (!value.is_floating_point())
                continue;
            Tensor wave = Wave64(value.shape, phase);
            value.copy_(name.EndsWith("running_var", StringComparison.Ordinal) ? 1 + 0.2 * wave
                : value.dim() == 1 ? (name.EndsWith("weight", StringComparison.Ordinal) && !name.Contains("gru") ? 1 : 0) + 0.1 * wave
                : wave * Math.Sqrt(2 / ((double)value.numel() / value.shape[0])));
        }
    }

    private static Tensor Wave64(long[] shape, double phase) =>
        (arange(shape.Aggregate(1L, (a, b) => a * b), dtype: float64) * 1.7 + phase).sin().reshape(shape);
}
