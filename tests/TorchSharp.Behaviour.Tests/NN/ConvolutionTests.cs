using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

public class ConvolutionTests
{
    [Fact]
    public void Functions_take_one_number_for_all_dimensions_or_one_for_each()
    {
        using var scope = NewDisposeScope();
        var x = randn(1, 2, 6, 6);
        var w = randn(3, 2, 3, 3);
        Assert.True(F.conv2d(x, w, strides: [2], padding: [1]).Equals(F.conv2d(x, w, strides: [2, 2], padding: [1, 1])));
        Assert.Equal([1, 3, 4, 4], F.conv2d(x, w).shape);
    }

    [Fact]
    public void Same_padding_keeps_the_size()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1, 1, 7], F.conv1d_padding(randn(1, 1, 7), randn(1, 1, 3), padding: Padding.Same).shape);
        Assert.Equal([1, 1, 5], F.conv1d_padding(randn(1, 1, 7), randn(1, 1, 3)).shape);
        Assert.Equal([1, 1, 4, 5], F.conv2d_padding(randn(1, 1, 4, 5), randn(1, 1, 3, 3), padding: Padding.Same, dilation: [1, 2]).shape);
        Assert.Equal([1, 1, 3, 4, 5], F.conv3d_padding(randn([1, 1, 3, 4, 5]), randn([1, 1, 3, 3, 3]), padding: Padding.Same).shape);
    }

    [Fact]
    public void A_convolution_is_the_sum_of_shifted_products()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2, 3, 4, 5 }).reshape(1, 1, 5);
        var w = tensor(new[] { 1f, 0, -1 }).reshape(1, 1, 3);
        Assert.Equal([-2, -2, -2], F.conv1d(x, w).data<float>().ToArray());
        Assert.Equal([-2, -2, -2, -2, 4], F.conv1d(x, w, padding: 1).data<float>().ToArray());
    }

    [Fact]
    public void A_transposed_convolution_is_the_gradient_of_a_convolution()
    {
        using var scope = NewDisposeScope();
        var x = randn(2, 3, 9, dtype: float64, requires_grad: true);
        var w = randn(4, 3, 3, dtype: float64);
        var y = F.conv1d(x, w, stride: 2, padding: 1);
        var g = randn(y.shape, dtype: float64);
        (y * g).sum().backward();
        Assert.True(x.grad!.allclose(F.conv_transpose1d(g, w, stride: 2, padding: 1)));
    }

    [Fact]
    public void Padding_can_be_set_anew()
    {
        using var scope = NewDisposeScope();
        var layer = Conv1d(1, 1, 3);
        Assert.Equal([1, 1, 5], layer.call(zeros(1, 1, 7)).shape);
        layer.SetPadding([2]);
        Assert.Equal([1, 1, 9], layer.call(zeros(1, 1, 7)).shape);
        layer.SetPadding(Padding.Same);
        Assert.Equal([1, 1, 7], layer.call(zeros(1, 1, 7)).shape);
        Assert.Null(layer.padding);
    }

    [Fact]
    public void Settings_can_be_read_back()
    {
        using var layer = Conv2d(4, 6, (3, 2), stride: (2, 1), padding: (1, 0), groups: 2, bias: false);
        Assert.Equal((4, 6, 2), (layer.in_channels, layer.out_channels, layer.groups));
        Assert.Equal([3, 2], layer.kernel_size);
        Assert.Equal([2, 1], layer.stride);
        Assert.Equal([1, 0], layer.padding!);
        Assert.Equal([6, 2, 3, 2], layer.weight.shape);
        Assert.Null(layer.bias);
        Assert.False(layer.transposed);
    }
}
