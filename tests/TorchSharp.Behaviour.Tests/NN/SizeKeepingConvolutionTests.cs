using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

/// <summary>The convolutions that system_torch_winograd.cpp takes over, beside libtorch's own in double precision.</summary>
[Collection(nameof(Alone))]
public class SizeKeepingConvolutionTests
{
    /// <summary>Lengths 1, 2, odd, more than a block of tiles; channels that fill a block and that do not.</summary>
    public static TheoryData<long[], long[], bool> Cases => new()
    {
        { [3, 48, 1], [64, 48, 3], true },
        { [3, 48, 2], [64, 48, 3], true },
        { [2, 32, 7], [32, 32, 3], false },
        { [1, 288, 1001], [32, 288, 3], true },
        { [2, 64, 5], [48, 64, 1], true },
        { [2, 32, 1, 1], [48, 32, 3, 3], true },
        { [3, 32, 7, 6], [48, 32, 3, 3], false },
        { [4, 64, 28, 28], [32, 64, 3, 3], false },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Output_and_gradients_are_libtorchs(long[] input, long[] weight, bool withBias)
    {
        using var scope = NewDisposeScope();
        foreach (bool channelsLast in new[] { false, true })
        {
            manual_seed(1);
            Tensor x = Laid(randn(input), channelsLast), w = randn(weight) * 0.1, b = randn(weight[0]);
            Tensor[] ours = Convolved(x, w, withBias ? b : null), reference = Convolved(x.to(float64), w.to(float64), withBias ? b.to(float64) : null);
            foreach (var (actual, expected) in ours.Zip(reference))
                Assert.True((actual.to(float64) - expected).abs().max().item<double>() <= 3e-6 * expected.abs().max().item<double>());
        }
    }

    [Fact]
    public void The_output_is_laid_out_as_the_input_was()
    {
        using var scope = NewDisposeScope();
        Tensor w = randn(32, 32, 3);
        Assert.True(F.conv1d(randn(2, 32, 9), w, padding: 1).is_contiguous());
        Assert.True(F.conv1d(randn(2, 9, 32).transpose(1, 2), w, padding: 1).transpose(1, 2).is_contiguous());
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        using var scope = NewDisposeScope();
        int threads = get_num_threads();
        try
        {
            foreach (var (input, weight) in new[] { (new long[] { 2, 512, 33 }, new long[] { 528, 512, 3 }), ([3, 64, 9, 9], [48, 64, 3, 3]) })
            {
                manual_seed(2);
                Tensor x = randn(input), w = randn(weight), b = randn(weight[0]);
                set_num_threads(1);
                Tensor[] one = Convolved(x, w, b);
                set_num_threads(3);
                Tensor[] three = Convolved(x, w, b);
                foreach (var (first, second) in one.Take(3).Zip(three))   // libtorch sums the bias's gradient
                    Assert.True(first.Equals(second));
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void The_output_can_be_changed_in_place()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        Tensor x = randn(2, 32, 6), w = randn(32, 32, 3) * 0.1;
        Tensor ours = Gradient(x, w), expected = Gradient(x.to(float64), w.to(float64));
        Assert.True(ours.to(float64).allclose(expected, rtol: 1e-4, atol: 1e-4));

        static Tensor Gradient(Tensor x, Tensor w)
        {
            Tensor kernel = w.clone().requires_grad_();
            F.conv1d(x, kernel, padding: 1).relu_().square().sum().backward();
            return kernel.grad!;
        }
    }

    [Fact]
    public void It_can_be_differentiated_twice()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor x = randn(2, 32, 6), w = randn(32, 32, 3) * 0.1;
        Tensor ours = Curvature(x, w), expected = Curvature(x.to(float64), w.to(float64));
        Assert.True(ours.to(float64).allclose(expected, rtol: 1e-4, atol: 1e-4));

        static Tensor Curvature(Tensor x, Tensor w)
        {
            x = x.detach().requires_grad_();
            Tensor first = autograd.grad([F.conv1d(x, w, padding: 1).pow(3).sum()], [x], retain_graph: true, create_graph: true)[0];
            return autograd.grad([first.pow(2).sum()], [x])[0];
        }
    }

    [Fact]
    public void Channels_that_do_not_match_are_refused_in_libtorchs_words()
    {
        using var scope = NewDisposeScope();
        var error = Assert.ThrowsAny<System.Runtime.InteropServices.ExternalException>(() => F.conv1d(randn([2, 48, 9]), randn([32, 32, 3]), padding: 1));
        Assert.Contains("32", error.Message);
    }

    /// <summary>Output, then the gradients by input, weight and bias for one random gradient of the output.</summary>
    private static Tensor[] Convolved(Tensor x, Tensor w, Tensor? b)
    {
        x = x.detach().requires_grad_();
        w = w.detach().requires_grad_();
        b = b?.detach().requires_grad_();
        long half = w.shape[2] / 2;
        Tensor y = x.dim() == 3 ? F.conv1d(x, w, b, padding: half) : F.conv2d(x, w, b, padding: [half, half]);
        manual_seed(4);
        y.backward([randn(y.shape).to(y.dtype)]);
        return b is null ? [y.detach(), x.grad!, w.grad!] : [y.detach(), x.grad!, w.grad!, b.grad!];
    }

    private static Tensor Laid(Tensor x, bool channelsLast) => channelsLast ? x.movedim([1], [-1]).contiguous().movedim([-1], [1]) : x;
}
