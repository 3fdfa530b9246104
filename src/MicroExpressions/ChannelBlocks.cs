using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions;

/// <summary>
/// Convolutions whose channels fill whole blocks of sixteen. oneDNN 3.7.1, which computes them for libtorch 2.10, arranges channels in such blocks;
/// on one machine (AMD family 26, with AVX-512 and with AVX2) what stands in the rest of the last block was not zero, and where a kernel is longer
/// than one the output, or the input's gradient, was wrong by as much as it is large, or NaN. oneDNN 2.6.3 of Debian's PyTorch 1.13 was right on the
/// same machine. Blocks that are filled with zeros here have no rest. A layer that sees the pictures themselves, of one to three channels, was right
/// but for the gradient of the pictures, which no training asks for: such layers are not filled.
/// </summary>
internal static class ChannelBlocks
{
    private const long Block = 16;

    /// <summary>Channels that are missing to whole blocks.</summary>
    /// <param name="channels">how many there are</param>
    public static long Missing(long channels) => (Block - channels % Block) % Block;

    /// <summary>A convolution over time, a picture or a clip, right on every processor, and so are its gradients.</summary>
    /// <param name="x"><c>[B, in, …]</c>, one to three axes after the channels</param>
    /// <param name="weight"><c>[out, in, k …]</c></param>
    /// <param name="bias"><c>[out]</c>, or none</param>
    /// <param name="stride">along each axis</param>
    /// <param name="padding">zeros on both sides of each axis</param>
    /// <param name="dilation">along each axis; null: none</param>
    /// <returns><c>[B, out, …]</c></returns>
    public static Tensor Convolution(Tensor x, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[]? dilation = null)
    {
        using DisposeScope scope = NewDisposeScope();
        long input = Missing(weight.shape[1]), output = Missing(weight.shape[0]);
        if (x.device_type != DeviceType.CPU || input + output == 0 || weight.shape.Skip(2).All(k => k == 1))
            return Of(x, weight, bias).MoveToOuterDisposeScope();
        long[] inside = new long[2 * stride.Length];
        Tensor y = Of(F.pad(x, [.. inside, 0, input]), F.pad(weight, [.. inside, 0, input, 0, output]), bias is null ? null : F.pad(bias, [0, output]));
        return y.narrow(1, 0, weight.shape[0]).MoveToOuterDisposeScope();

        Tensor Of(Tensor x, Tensor weight, Tensor? bias) => stride.Length switch
        {
            1 => F.conv1d(x, weight, bias, stride[0], padding[0], dilation?[0] ?? 1),
            2 => F.conv2d(x, weight, bias, stride, padding, dilation ?? [1, 1]),
            _ => F.conv3d(x, weight, bias, stride, padding, dilation ?? [1, 1, 1]),
        };
    }

    /// <summary>A clip <c>[B, in, T, H, W]</c> or a kernel <c>[out, in, k, k, k]</c> with zeros for the channels that come in and are missing; itself where none is.</summary>
    public static Tensor Filled(Tensor x) => Missing(x.shape[1]) is > 0 and long missing && x.device_type == DeviceType.CPU ? F.pad(x, [0, 0, 0, 0, 0, 0, 0, missing]) : x.alias();
}
