using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>
/// A convolution over time that keeps the length unless it strides: PyTorch's Conv1d with its initial numbers and names, computed by
/// <see cref="ChannelBlocks"/>.
/// </summary>
internal sealed class TemporalConvolution : Module<Tensor, Tensor>
{
    internal readonly Parameter weight;
    internal readonly Parameter? bias;
    private readonly long stride, padding;

    /// <param name="input">channels in</param>
    /// <param name="output">channels out</param>
    /// <param name="kernel">k</param>
    /// <param name="stride">from one place to the next</param>
    /// <param name="bias">whether there is one</param>
    /// <param name="dtype">of the weights; null: single precision</param>
    public TemporalConvolution(long input, long output, long kernel, long stride = 1, bool bias = true, ScalarType? dtype = null) : base(nameof(TemporalConvolution))
    {
        (this.stride, padding) = (stride, kernel / 2);
        Conv1d initial = Conv1d(input, output, kernel, bias: bias, dtype: dtype);     // whose tensors are ours now
        (weight, this.bias) = (initial.weight, initial.bias);
        RegisterComponents();
    }

    /// <summary><c>[B, in, T]</c> to <c>[B, out, ⌈T/stride⌉]</c>.</summary>
    public override Tensor forward(Tensor x) => ChannelBlocks.Convolution(x, weight, bias, [stride], [padding]);
}
