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
        foreach (long videos in new[] { 1, 2 })
        {
            Tensor x = rand([videos, count, 40], dtype: float64).transpose(1, 2);
            Assert.True((convolution.call(x) - MinimalFiltering.Filtered(convolution, x)).abs().max().item<double>() < 1e-11);
        }
    }

    [Fact]
    public void Its_gradients_are_the_convolutions()
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        AssertSameGradients(convolution, Snippets(10), convolution.call, x => MinimalFiltering.Filtered(convolution, x));
    }

    [Fact]
    public void The_gradients_of_a_kernel_of_nine_and_of_a_batch_are_the_convolutions()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        using var convolution = new TemporalConvolution(40, 30, 9, dtype: float64);
        AssertSameGradients(convolution, rand([3, 13, 40], dtype: float64).transpose(1, 2), convolution.call, x => MinimalFiltering.Filtered(convolution, x));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void With_rectifier_and_mask_value_and_gradients_are_those_of_one_after_the_other(double slope)
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Tensor mask = (torch.arange(19) % 5).ne(0).to(float64).view(1, 1, 19);
        AssertSameGradients(convolution, Snippets(19) - 0.5, x => functional.leaky_relu(convolution.call(x), slope) * mask, x => MinimalFiltering.Filtered(convolution, x, slope, mask));
    }

    [Fact]
    public void More_rows_and_channels_than_one_piece_holds_are_put_together_again()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var convolution = new TemporalConvolution(2048, 300, 3, dtype: float64);       // pieces of at most 244 groups of rows and 244 channels, for the bias of 1666 rows
        AssertSameGradients(convolution, rand([1, 1700, 2048], dtype: float64).transpose(1, 2) - 0.5, x => functional.leaky_relu(convolution.call(x), 0.1), x => MinimalFiltering.Filtered(convolution, x, 0.1));
    }

    [Fact]
    public void What_needs_no_gradient_gets_none()
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Tensor x = Snippets(9);
        MinimalFiltering.Filtered(convolution, x).sum().backward();
        Assert.True(x.grad is null || x.grad.IsInvalid);
        Assert.NotNull(convolution.weight.grad);
        convolution.zero_grad();
        foreach (Parameter parameter in convolution.parameters())
            parameter.requires_grad = false;
        x.requires_grad_();
        MinimalFiltering.Filtered(convolution, x).sum().backward();
        Assert.NotNull(x.grad);
        Assert.All(convolution.parameters(), parameter => Assert.True(parameter.grad is null || parameter.grad.IsInvalid));
    }

    [Fact]
    public void A_mask_is_for_one_long_video_only()
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Assert.Throws<InputException>(() => MinimalFiltering.Rectified(convolution, rand([2, 5, Input], dtype: float64).transpose(1, 2), 0, ones(1, 1, 5)));
    }

    [Fact]
    public void Gradients_of_two_uses_of_a_kernel_add_up_and_a_computed_kernel_passes_its_gradient_on()
    {
        using var scope = NewDisposeScope();
        using TemporalConvolution convolution = Made();
        Tensor x = Snippets(9).detach().requires_grad_(), rows = x.squeeze(0).t();
        Tensor Gradient(Func<Tensor> of)
        {
            convolution.zero_grad();
            of().sum().backward();
            return convolution.weight.grad!.clone();
        }
        Tensor once = Gradient(() => convolution.call(x));
        Tensor twice = Gradient(() => MinimalFiltering.Filtered(convolution, x) + MinimalFiltering.Filtered(convolution, x));
        Tensor computed = Gradient(() => FilteredConvolution.Of(rows, convolution.weight * 3, bias: null));
        Assert.True((twice - once * 2).abs().max().item<double>() < 1e-11);
        Assert.True((computed - once * 3).abs().max().item<double>() < 1e-11);
    }

    /// <summary>Outside any dispose scope, so that nothing but the convolution itself holds its gradients.</summary>
    [Fact]
    public void Its_gradients_are_there_whatever_the_collector_does()
    {
        using TemporalConvolution convolution = Made();
        using Tensor x = Snippets(9).requires_grad_();
        using var collector = new BusyCollector();
        double[] found = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            convolution.zero_grad();
            x.grad = null;
            MinimalFiltering.Filtered(convolution, x).sum().backward();
            return x.grad!.abs().sum().item<double>() + convolution.weight.grad!.abs().sum().item<double>() + convolution.bias!.grad!.sum().item<double>();
        })];
        Assert.True(collector.Collections > 0);
        Assert.All(found, sum => Assert.Equal(found[0], sum));
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

    /// <summary>The same value, and the same gradients of input, kernel and bias.</summary>
    private static void AssertSameGradients(TemporalConvolution convolution, Tensor snippets, Func<Tensor, Tensor> expected, Func<Tensor, Tensor> found)
    {
        Tensor weights = rand(expected(snippets).shape, dtype: float64);
        Tensor[] Gradients(Func<Tensor, Tensor> of)
        {
            Tensor x = snippets.detach().requires_grad_(), y = of(x);
            convolution.zero_grad();
            (y * weights).sum().backward();
            return [y.detach(), x.grad!, convolution.weight.grad!.clone(), convolution.bias!.grad!.clone()];
        }
        foreach ((Tensor one, Tensor other) in Gradients(expected).Zip(Gradients(found)))
        {
            Assert.Equal(one.shape, other.shape);
            Assert.InRange((one - other).abs().max().item<double>(), 0, 1e-11 * Math.Max(1, one.abs().max().item<double>()));
        }
    }

    private static TemporalConvolution Made()
    {
        manual_seed(3);
        return new TemporalConvolution(Input, Output, 3, dtype: float64);
    }

    private static Tensor Snippets(int count) => rand([1, count, Input], dtype: float64).transpose(1, 2);
}
