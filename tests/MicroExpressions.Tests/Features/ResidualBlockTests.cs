using MicroExpressions.Features;
using MicroExpressions.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

/// <summary>Expected numbers: the same block in double precision, which oneDNN has no part in.</summary>
public sealed class ResidualBlockTests
{
    /// <summary>Channels that fill no block of sixteen, which oneDNN took for more than they are on AMD family 26 (<see cref="ChannelBlocks"/>), and some that do.</summary>
    [Theory]
    [InlineData(2, 4, 2)]
    [InlineData(5, 5, 1)]
    [InlineData(16, 24, 1)]
    [InlineData(32, 32, 1)]
    public void What_it_says_and_its_gradients_are_those_of_double_precision(long input, long channels, long stride)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] single = Run(float32), exact = Run(float64);
        Assert.Equal(exact.Length, single.Length);
        for (int i = 0; i < single.Length; i++)
        {
            double apart = (single[i].to(float64) - exact[i]).abs().max().item<double>(), size = exact[i].abs().max().item<double>();
            Assert.True(apart <= 1e-4 * size, $"{(i == 0 ? "what it says" : $"gradient {i}")}: {apart:e1} apart, of {size:e1}");
        }

        Tensor[] Run(ScalarType type)
        {
            using var block = new ResidualBlock(input, channels, stride);
            FormulaWeights.SetTo(block);
            block.to(type);
            block.eval();
            Tensor x = FormulaWeights.Wave([2, input, 8, 8], 0.3).to(type).requires_grad_();
            Tensor y = block.call(x);
            (y * FormulaWeights.Wave(y.shape, 1.1).to(type)).sum().backward();
            return [y.detach(), x.grad!, .. block.parameters().Select(p => p.grad!.alias())];
        }
    }
}
