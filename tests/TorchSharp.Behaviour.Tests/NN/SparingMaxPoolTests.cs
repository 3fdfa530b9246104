using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

/// <summary>The pooling that system_torch_pool.cpp takes over, beside libtorch's own, which a contiguous image goes to.</summary>
[Collection(nameof(Alone))]
public class SparingMaxPoolTests
{
    /// <summary>ResNet's; windows that leave pixels out, that overlap, that differ along the axes; channels that fill no vector; one pixel.</summary>
    public static TheoryData<long[], long[], long[], long[]> Cases => new()
    {
        { [2, 64, 12, 11], [3, 3], [2, 2], [1, 1] },
        { [3, 5, 9, 10], [2, 2], [3, 3], [0, 0] },
        { [1, 17, 8, 7], [3, 2], [1, 2], [1, 0] },
        { [2, 3, 6, 6], [4, 4], [1, 1], [2, 2] },
        { [2, 8, 2, 3], [2, 3], [1, 1], [0, 0] },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Output_and_gradient_are_libtorchs_to_the_bit(long[] input, long[] kernel, long[] stride, long[] padding)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor x = randn(input).round(), weight = randn(F.max_pool2d(x, kernel, stride, padding).shape);   // rounded: many are equal
        var (ours, ourGradient) = Pooled(LastChannels(x), kernel, stride, padding, weight);
        var (expected, gradient) = Pooled(x, kernel, stride, padding, weight);
        Assert.True(ours.equal(expected).all().item<bool>());
        Assert.True(ourGradient.allclose(gradient, rtol: 1e-6, atol: 1e-6));   // overlapping windows are added in another order
    }

    [Fact]
    public void A_number_that_is_none_is_the_largest()
    {
        using var scope = NewDisposeScope();
        Tensor x = LastChannels(tensor(new[] { 1f, float.NaN, 3, 4 }).view(1, 1, 2, 2).expand(1, 2, 2, 2)).requires_grad_();
        Assert.True(F.max_pool2d(x, 2).isnan().all().item<bool>());
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        Tensor x = LastChannels(randn(3, 16, 9, 9)), weight = randn(3, 16, 5, 5);
        int threads = get_num_threads();
        try
        {
            set_num_threads(1);
            var (_, one) = Pooled(x, [3, 3], [2, 2], [1, 1], weight);
            set_num_threads(3);
            var (_, three) = Pooled(x, [3, 3], [2, 2], [1, 1], weight);
            Assert.True(one.equal(three).all().item<bool>());
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor x = randn(2, 4, 7, 6), weight = randn(2, 4, 4, 3);
        Assert.True(Curvature(LastChannels(x), weight).allclose(Curvature(x, weight), rtol: 1e-5, atol: 1e-5));

        static Tensor Curvature(Tensor x, Tensor weight)
        {
            x = x.detach().requires_grad_();
            Tensor y = F.max_pool2d(x, [3, 3], [2, 2], [1, 1]);
            Tensor first = autograd.grad([(y.pow(3) * weight).sum()], [x], retain_graph: true, create_graph: true)[0];
            return autograd.grad([first.square().sum()], [x])[0];
        }
    }

    private static (Tensor output, Tensor gradient) Pooled(Tensor x, long[] kernel, long[] stride, long[] padding, Tensor weight)
    {
        x = x.detach().requires_grad_();
        Tensor y = F.max_pool2d(x, kernel, stride, padding);
        (y * weight).sum().backward();
        return (y.detach(), x.grad!);
    }

    private static Tensor LastChannels(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
