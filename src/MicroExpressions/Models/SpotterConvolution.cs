using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>The spotter's convolution over time: keeps the length unless it strides; Kaiming-uniform weights and zero bias [source CO2-Net].</summary>
internal static class SpotterConvolution
{
    /// <summary><c>[B, in, T]</c> to <c>[B, out, T]</c>, with a stride <c>[B, out, ⌈T/stride⌉]</c>.</summary>
    public static TemporalConvolution Create(long input, long output, long kernel, long stride = 1)
    {
        var convolution = new TemporalConvolution(input, output, kernel, stride);
        using IDisposable untracked = no_grad();
        init.kaiming_uniform_(convolution.weight);
        init.zeros_(convolution.bias!);
        return convolution;
    }

    /// <summary>A kernel of one with few outputs as what it is, a matrix product: <c>[B, in, T]</c> to <c>[B, out, T]</c>.</summary>
    public static Tensor OfSingle(TemporalConvolution convolution, Tensor x) =>
        F.linear(x.transpose(1, 2), convolution.weight.squeeze(2), convolution.bias!).transpose(1, 2);
}
