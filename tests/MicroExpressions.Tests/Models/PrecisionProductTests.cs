using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Features;
using MicroExpressions.Models;
using MicroExpressions.Tests.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Tests.Models;

[Collection(DefaultGenerator.Name)]
public class PrecisionProductTests
{
    /// <summary>Relative distance of two neighbours in bfloat16, at most.</summary>
    private const double Step = 1.0 / 128;

    [Fact]
    public void Rounding_is_to_the_nearest_and_of_two_to_the_even_one()
    {
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).Where(bits => float.IsFinite(BitConverter.Int32BitsToSingle(bits))).ToArbitrary(), bits =>
        {
            using var scope = NewDisposeScope();
            uint all = (uint)bits, expected = (all + 0x7FFF + (all >> 16 & 1)) & 0xFFFF0000;
            Tensor rounded = PrecisionProduct.Round(tensor(new[] { BitConverter.Int32BitsToSingle(bits) }));
            return BitConverter.SingleToUInt32Bits(rounded.item<float>()) == expected;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>libtorch's bfloat16 product of a matrix and a transposed one sums up in float32 on every processor: it is the reference.</summary>
    [Fact]
    public void Without_instructions_a_product_and_its_gradients_are_libtorchs_own_in_bfloat16()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor x = randn(9, 64).requires_grad_(), w = randn(40, 64).requires_grad_(), g = randn(9, 40);
        Tensor y = PrecisionProduct.InFloat32(x, w, (a, b) => F.linear(a, b));
        y.backward([g]);
        AssertSame(InBFloat16(x, w), y);
        AssertSame(InBFloat16(g, w.transpose(0, 1)), x.grad!);
        AssertSame(InBFloat16(g.transpose(0, 1), x.transpose(0, 1)), w.grad!);
        Assert.All([y, x.grad!, w.grad!], t => Assert.Equal(float32, t.dtype));
    }

    /// <summary>A convolution is the product of its windows with its weight.</summary>
    [Fact]
    public void Without_instructions_a_convolution_is_the_bfloat16_product_of_its_windows()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        Tensor x = randn(1, 32, 21), w = randn(48, 32, 3);
        Tensor windows = F.pad(x, [1, 1]).unfold(2, 3, 1)[0].transpose(0, 1).flatten(1);      // [21, 32 · 3]
        Tensor y = PrecisionProduct.InFloat32(x, w, (a, b) => F.conv1d(a, b, padding: 1));
        AssertSame(InBFloat16(windows, w.flatten(1)).transpose(0, 1), y[0]);
    }

    /// <summary>On processors without the instructions libtorch rounds each partial sum of a convolution, so that it is only near.</summary>
    [Fact]
    public void Libtorchs_own_convolution_and_ours_differ_by_no_more_than_its_rounding()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor x = randn(2, 4, 9, 9).requires_grad_(), w = randn(6, 4, 3, 3).requires_grad_(), g = randn(2, 6, 5, 5);
        Tensor ours = PrecisionProduct.InFloat32(x, w, Strided), own = PrecisionProduct.ByLibtorch(x, w, Strided);
        ours.backward([g]);
        Tensor[] gradients = [x.grad!.clone(), w.grad!.clone()];
        x.grad!.zero_();
        w.grad!.zero_();
        own.backward([g]);
        foreach (var (a, b) in new[] { (ours, own), (gradients[0], x.grad!), (gradients[1], w.grad!) })
        {
            Assert.Equal(float32, b.dtype);
            Assert.InRange((a - b).abs().max().item<float>() / a.abs().max().item<float>(), 0, 0.03);
        }

        static Tensor Strided(Tensor a, Tensor b) => F.conv2d(a, b, strides: [2, 2], padding: [1, 1]);
    }

    [Fact]
    public void A_layer_in_bfloat16_is_near_itself_and_in_float32_is_itself()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        using Conv1d along = Conv1d(32, 32, 3, padding: 1);
        using Conv2d over = Conv2d(8, 12, 3, stride: 2, padding: 1);
        using Linear linear = Linear(24, 10);
        Tensor a = randn(2, 32, 11), b = randn(2, 8, 9, 9), c = randn(2, 5, 24);
        Check(along.call(a), p => PrecisionProduct.Of(p, along, a));
        Check(over.call(b), p => PrecisionProduct.Of(p, over, b));
        Check(linear.call(c), p => PrecisionProduct.Of(p, linear, c));

        static void Check(Tensor exact, Func<Precision, Tensor> of)
        {
            Assert.Equal(0, (of(Precision.Float32) - exact).abs().max().item<float>());
            // three roundings of at most half a step each
            Assert.InRange((of(Precision.BFloat16) - exact).abs().max().item<float>() / exact.abs().max().item<float>(), 1e-6, 1.5 * Step);
        }
    }

    private static Tensor InBFloat16(Tensor x, Tensor w) =>
        F.linear(x.detach().to(bfloat16).contiguous(), w.detach().to(bfloat16).contiguous()).to(float32);

    /// <summary>Equal but for a few sums that lie so near the middle between two numbers that their order decides.</summary>
    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Tensor difference = (expected - actual).abs();
        Assert.True(difference.le(Step * maximum(expected.abs(), actual.abs())).all().item<bool>());
        Assert.InRange(difference.gt(0).to(float32).mean().item<float>(), 0, 0.02);
        Assert.NotEqual(0, actual.abs().sum().item<float>());
    }
}
