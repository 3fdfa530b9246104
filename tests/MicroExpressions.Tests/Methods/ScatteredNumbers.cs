using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>The weights and videos of the methods' golden scripts: given by a formula, so that no file has to carry them.</summary>
internal static class ScatteredNumbers
{
    /// <summary><c>x_i = 43758.5453 sin(12.9898 i + 78.233 phase + 0.5)</c>, of which <c>2(x − ⌊x⌋) − 1</c>, double precision.</summary>
    public static Tensor Of(long[] shape, int phase)
    {
        Tensor x = (arange(shape.Aggregate(1L, (a, b) => a * b), dtype: float64) * 12.9898 + 78.233 * phase + 0.5).sin() * 43758.5453;
        return (2 * (x - x.floor()) - 1).reshape(shape);
    }

    /// <summary>Parameters in the order of their names, the k-th with phase k: of one dimension a tenth, others times <c>√(6/numbers of one output)</c>.</summary>
    public static void SetTo(nn.Module module)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (phase, parameter) in module.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).Select(p => p.parameter).Index())
            parameter.copy_(Of(parameter.shape, phase) * (parameter.dim() == 1 ? 0.1 : Math.Sqrt(6.0 * parameter.shape[0] / parameter.numel())));
    }
}
