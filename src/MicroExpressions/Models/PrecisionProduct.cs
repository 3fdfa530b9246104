using MicroExpressions.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>
/// A layer's convolution or matrix product in a precision. In bfloat16, with ⌊·⌉ for rounding to it:
/// <code>
/// y = ⌊ ⌊x⌉ ∗ ⌊w⌉ ⌉ + b     products summed up in float32; x, w, b and y themselves are float32
/// </code>
/// The gradients pass the same roundings on their way back, so those by x and w are rounded once each and arrive as float32.
/// </summary>
internal static class PrecisionProduct
{
    /// <summary><c>[B, in, T]</c> to <c>[B, out, T']</c>.</summary>
    public static Tensor Of(Precision precision, Conv1d layer, Tensor x) => precision == Precision.Float32 ? layer.call(x)
        : WithBias(Rounded(x, layer.weight, (a, w) => F.conv1d(a, w, null, layer.stride[0], layer.padding![0], layer.dilation[0])), layer.bias?.view(-1, 1));

    /// <summary><c>[B, in, H, W]</c> to <c>[B, out, H', W']</c>.</summary>
    public static Tensor Of(Precision precision, Conv2d layer, Tensor x) => precision == Precision.Float32 ? layer.call(x)
        : WithBias(Rounded(x, layer.weight, (a, w) => F.conv2d(a, w, null, layer.stride, layer.padding, layer.dilation)), layer.bias?.view(-1, 1, 1));

    /// <summary><c>[…, in]</c> to <c>[…, out]</c>.</summary>
    public static Tensor Of(Precision precision, Linear layer, Tensor x) => precision == Precision.Float32 ? layer.call(x)
        : WithBias(Rounded(x, layer.weight!, (a, w) => F.linear(a, w)), layer.bias);

    /// <summary>libtorch's own product where something multiplies bfloat16 faster, else what it would say.</summary>
    private static Tensor Rounded(Tensor x, Tensor weight, Func<Tensor, Tensor, Tensor> product) =>
        Precisions.IsBFloat16Fast || x.device_type == DeviceType.CUDA ? ByLibtorch(x, weight, product) : InFloat32(x, weight, product);

    /// <summary>The operands as bfloat16, which libtorch then multiplies as it can.</summary>
    internal static Tensor ByLibtorch(Tensor x, Tensor weight, Func<Tensor, Tensor, Tensor> product)
    {
        using Tensor a = x.to(bfloat16), w = weight.to(bfloat16), y = product(a, w);
        return y.to(float32);
    }

    /// <summary>
    /// The same without bfloat16's instructions: a product of two rounded numbers has 16 bits and so is exact in float32. What differs is in
    /// which order they are summed up, which float32 rounds 2¹⁶ times finer than the result is rounded.
    /// </summary>
    internal static Tensor InFloat32(Tensor x, Tensor weight, Func<Tensor, Tensor, Tensor> product)
    {
        using Tensor a = Round(x), w = Round(weight), y = product(a, w);
        return Round(y);
    }

    /// <summary>To the nearest bfloat16, of two the even one; the gradient likewise on its way back.</summary>
    internal static Tensor Round(Tensor x)
    {
        using Tensor coarse = x.to(bfloat16);
        return coarse.to(float32);
    }

    private static Tensor WithBias(Tensor y, Tensor? bias) => bias is null ? y : y.add_(bias);
}
