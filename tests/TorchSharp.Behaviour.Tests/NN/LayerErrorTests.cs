using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

/// <summary>What does not fit is an exception, of the kind that TorchSharp throws.</summary>
public class LayerErrorTests
{
    [Fact]
    public void Convolutions_want_their_channels_and_rank()
    {
        Assert.Throws<ArgumentException>(() => Conv1d(3, 2, 1).call(zeros(1, 4, 5)));
        Assert.Throws<ArgumentException>(() => Conv2d(3, 2, 1).call(zeros(1, 3, 5)));
        Assert.Throws<ArgumentException>(() => ConvTranspose1d(3, 2, 1).call(zeros(1, 2, 5)));
        Assert.ThrowsAny<ExternalException>(() => Conv1d(1, 1, 7).call(zeros(1, 1, 3)));
    }

    [Fact]
    public void Same_padding_is_for_steps_of_one()
    {
        Assert.Throws<ArgumentException>(() => Conv1d(1, 1, 3, Padding.Same, stride: 2));
        Assert.Throws<ArgumentException>(() => ConvTranspose1d(1, 1, 3).SetPadding(Padding.Same));
        Assert.Throws<ArgumentException>(() => ConvTranspose1d(1, 1, 3, padding_mode: PaddingModes.Reflect));
    }

    [Fact]
    public void A_transposed_convolution_can_be_told_its_output_size_within_the_stride()
    {
        using var scope = NewDisposeScope();
        var layer = ConvTranspose1d(1, 1, 3, stride: 2);
        Assert.Equal([1, 1, 8], layer.forward(zeros(1, 1, 3), [8]).shape);
        Assert.Throws<ArgumentException>(() => layer.forward(zeros(1, 1, 3), [9]));
    }

    [Fact]
    public void Normalisations_want_their_rank()
    {
        Assert.Throws<ArgumentException>(() => BatchNorm1d(3).call(zeros(1, 3, 2, 2)));
        Assert.Throws<ArgumentException>(() => BatchNorm2d(3).call(zeros(1, 3)));
        Assert.Throws<ArgumentException>(() => InstanceNorm1d(3).call(zeros(1, 4, 5)));
        Assert.Throws<ArgumentException>(() => GroupNorm(1, 3).call(zeros(1, 3)));
        Assert.ThrowsAny<ExternalException>(() => LayerNorm(3).call(zeros(1, 4)));
    }

    [Fact]
    public void A_batch_of_one_value_a_channel_has_no_variance()
    {
        using var norm = BatchNorm1d(3);
        Assert.ThrowsAny<ExternalException>(() => norm.call(zeros(1, 3)));
        norm.eval();
        Assert.Equal([1, 3], norm.call(zeros(1, 3)).shape);
    }

    [Fact]
    public void Losses_of_probabilities_want_equal_shapes()
    {
        Assert.ThrowsAny<ExternalException>(() => F.binary_cross_entropy(ones(3, 1), ones(3)));
        Assert.ThrowsAny<ExternalException>(() => F.binary_cross_entropy_with_logits(ones(3, 1), ones(3)));
        Assert.ThrowsAny<ExternalException>(() => F.cross_entropy(ones(3, 2), tensor(new long[] { 0, 5, 1 })));
    }

    [Fact]
    public void Interpolation_wants_a_size_or_factors_and_a_mode_of_its_rank()
    {
        Assert.ThrowsAny<ExternalException>(() => F.interpolate(zeros(1, 1, 3)));
        Assert.ThrowsAny<ExternalException>(() => F.interpolate(zeros(1, 1, 3), [2], [2.0]));
        Assert.ThrowsAny<ExternalException>(() => F.interpolate(zeros(1, 1, 3), [2], align_corners: true));
        Assert.ThrowsAny<Exception>(() => F.interpolate(zeros(1, 1, 3), [2], mode: InterpolationMode.Bilinear));
    }

    [Fact]
    public void Embedding_refuses_rows_that_it_lacks() =>
        Assert.ThrowsAny<Exception>(() => Embedding(3, 2).call(tensor(new long[] { 0, 3 })));
}
