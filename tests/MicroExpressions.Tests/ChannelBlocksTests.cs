using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Tests;

/// <summary>Expected numbers: the same convolution in double precision, which oneDNN has no part in.</summary>
public sealed class ChannelBlocksTests
{
    /// <summary>Channels in, channels out, kernel, stride, dilation; those that fill no block of sixteen went wrong on AMD family 26.</summary>
    public static TheoryData<long, long, long, long, long> Kinds => new()
    {
        { 8, 20, 3, 1, 1 }, { 8, 8, 3, 1, 1 }, { 72, 64, 3, 1, 1 }, { 64, 72, 3, 1, 1 }, { 64, 2, 3, 1, 1 }, { 17, 5, 9, 1, 1 }, { 24, 40, 3, 2, 1 }, { 24, 24, 3, 1, 8 }, { 64, 64, 3, 1, 1 }, { 24, 24, 1, 1, 1 },
    };

    [Theory, MemberData(nameof(Kinds))]
    public void A_convolution_over_time_and_its_gradients_are_those_of_double_precision(long input, long output, long kernel, long stride, long dilation) =>
        Same([2, input, 30], [output, input, kernel], [stride], [dilation * (kernel / 2)], [dilation]);

    [Theory, MemberData(nameof(Kinds))]
    public void A_convolution_of_clips_and_its_gradients_are_those_of_double_precision(long input, long output, long kernel, long stride, long dilation) =>
        Same([2, input, 9, 6, 6], [output, input, kernel, 1, 1], [stride, 1, 1], [dilation * (kernel / 2), 0, 0], [dilation, 1, 1]);

    [Theory, MemberData(nameof(Kinds))]
    public void A_convolution_of_pictures_and_its_gradients_are_those_of_double_precision(long input, long output, long kernel, long stride, long dilation) =>
        Same([2, input, 12, 12], [output, input, kernel, kernel], [stride, stride], [dilation * (kernel / 2), dilation * (kernel / 2)], [dilation, dilation]);

    private static void Same(long[] input, long[] kernel, long[] stride, long[] padding, long[] dilation)
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator chance = new(3);
        Tensor x = randn(input, generator: chance), weight = randn(kernel, generator: chance) / 10, bias = randn([kernel[0]], generator: chance);
        Tensor[] single = Run(float32), exact = Run(float64);
        foreach ((string name, int i) in new[] { "output", "gradient of the input", "of the weights", "of the bias" }.Select((name, i) => (name, i)))
        {
            double apart = (single[i].to(float64) - exact[i]).abs().max().item<double>(), size = 1 + exact[i].abs().max().item<double>();
            Assert.True(apart / size < 1e-5, $"{name}: {apart / size:e1} apart");
        }

        Tensor[] Run(ScalarType type)
        {
            Tensor[] given = [.. new[] { x, weight, bias }.Select(t => t.to(type).detach().requires_grad_())];
            Tensor y = type == float32 ? ChannelBlocks.Convolution(given[0], given[1], given[2], stride, padding, dilation)
                : stride.Length switch
                {
                    1 => F.conv1d(given[0], given[1], given[2], stride[0], padding[0], dilation[0]),
                    2 => F.conv2d(given[0], given[1], given[2], stride, padding, dilation),
                    _ => F.conv3d(given[0], given[1], given[2], stride, padding, dilation),
                };
            y.square().sum().backward();
            return [y.detach(), .. given.Select(t => t.grad!)];
        }
    }
}
