using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class SpotterDropoutTests
{
    [Fact]
    public void What_is_kept_is_scaled_and_its_share_is_the_rates()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        float[] dropped = SpotterDropout.Of(ones(100_000), 0.7, training: true).data<float>().ToArray();
        Assert.All(dropped, v => Assert.True(v == 0 || Math.Abs(v - 1 / 0.3f) < 1e-5f));
        Assert.InRange(dropped.Count(v => v != 0), 30_000 - 5 * 145, 30_000 + 5 * 145);     // √(100,000 · 0.3 · 0.7) = 145
    }

    [Fact]
    public void The_gradient_passes_where_the_number_did()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(1000).requires_grad_();
        Tensor y = SpotterDropout.Of(x, 0.5, training: true);
        y.sum().backward();
        Assert.Equal(y.data<float>().ToArray(), x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void In_evaluation_nothing_changes()
    {
        using var scope = NewDisposeScope();
        Tensor x = rand(50);
        Assert.Equal(x.data<float>().ToArray(), SpotterDropout.Of(x, 0.5, training: false).data<float>().ToArray());
    }
}
