using MicroExpressions.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Tests.Models;

/// <summary>Held against libtorch's own convolution, in double precision where rounding would hide a wrong coefficient.</summary>
public class MinimalFilteringTests
{
    private const int Input = 260, Output = 257;     // enough for it to be worth while, and no multiple of anything

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(17)]
    public void It_is_the_convolution_for_any_number_of_snippets(int count)
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Tensor x = Snippets(count);
        Tensor expected = convolution.call(x), found = MinimalFiltering.Filtered(convolution, x);
        Assert.Equal(expected.shape, found.shape);
        Assert.True((expected - found).abs().max().item<double>() < 1e-11);
    }

    [Fact]
    public void Each_video_of_a_batch_ends_with_zeros()
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Tensor x = rand([3, 10, Input], dtype: float64).transpose(1, 2);
        Assert.True((convolution.call(x) - MinimalFiltering.Filtered(convolution, x)).abs().max().item<double>() < 1e-11);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_kernel_of_nine_is_three_of_three(int count)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var convolution = new TemporalConvolution(40, 30, 9, dtype: float64);
        Tensor x = rand([2, count, 40], dtype: float64).transpose(1, 2);
        Assert.True((convolution.call(x) - MinimalFiltering.Filtered(convolution, x)).abs().max().item<double>() < 1e-11);
    }

    [Fact]
    public void Its_gradients_are_the_convolutions()
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Tensor snippets = Snippets(10), weights = rand([1, Output, 10], dtype: float64);
        Tensor[] Gradients(Func<Tensor, Tensor> of)
        {
            Tensor x = snippets.detach().requires_grad_();
            convolution.zero_grad();
            (of(x) * weights).sum().backward();
            return [x.grad!, convolution.weight.grad!.clone(), convolution.bias!.grad!.clone()];
        }
        foreach ((Tensor expected, Tensor found) in Gradients(convolution.call).Zip(Gradients(x => MinimalFiltering.Filtered(convolution, x))))
            Assert.True((expected - found).abs().max().item<double>() < 1e-11);
    }

    /// <summary>
    /// Rounding of float32 against the same in double precision, 1536 products a number. libtorch's own convolution stays within 2 such units
    /// with AVX-512 and 12 with AVX2, minimal filtering within 15: Lavin and Gray found a factor of 4 for F(4×4, 3×3).
    /// </summary>
    [Fact]
    public void In_single_precision_it_is_within_some_units_in_the_last_place_of_the_largest_number()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using TemporalConvolution exact = new TemporalConvolution(512, 256, 3, dtype: float64), single = new TemporalConvolution(512, 256, 3);
        using (no_grad())
        {
            single.weight.copy_(exact.weight);
            single.bias!.copy_(exact.bias!);
            exact.weight.copy_(single.weight);
            exact.bias!.copy_(single.bias!);
            Tensor x = randn(1, 512, 200), truth = exact.call(x.to(float64));
            double Error(Tensor y) => (y.to(float64) - truth).abs().max().item<double>();
            double unit = MathF.BitIncrement(1) - 1f;
            Assert.InRange(Error(MinimalFiltering.Filtered(single, x)) / (unit * truth.abs().max().item<double>()), 1e-3, 32);
        }
    }

    private static TemporalConvolution Made()
    {
        manual_seed(3);
        return new TemporalConvolution(Input, Output, 3, dtype: float64);
    }

    private static Tensor Snippets(int count) => rand([1, count, Input], dtype: float64).transpose(1, 2);
}
