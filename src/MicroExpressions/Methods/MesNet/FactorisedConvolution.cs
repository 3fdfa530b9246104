using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.MesNet;

/// <summary>
/// A (2+1)D convolution (Tran et al. 2018): a convolution over space, then one over time, each with a norm and a ReLU, in place of one over
/// both; as many channels between them as leave the number of weights what it was.
/// </summary>
internal sealed class FactorisedConvolution : Module<Tensor, Tensor>
{
    private const int Kernel = 3;

    private readonly Conv3d spatial, temporal;
    private readonly BatchNorm3d between, after;
    private readonly long input, stride, dilation;

    /// <param name="input">channels in</param>
    /// <param name="output">channels out</param>
    /// <param name="stride">of the convolution over space</param>
    /// <param name="dilation">snippets from one that the convolution over time looks at to the next</param>
    public FactorisedConvolution(long input, long output, long stride, long dilation) : base(nameof(FactorisedConvolution))
    {
        (this.input, this.stride, this.dilation) = (input, stride, dilation);
        long middle = Between(input, output);
        spatial = Conv3d(input, middle, (1, Kernel, Kernel), stride: (1, stride, stride), padding: (0, 1, 1), bias: false);
        between = BatchNorm3d(middle);
        temporal = Conv3d(middle, output, (Kernel, 1, 1), padding: (dilation, 0, 0), dilation: (dilation, 1, 1), bias: false);
        after = BatchNorm3d(output);
        RegisterComponents();
    }

    /// <summary><c>M = ⌊t d² N_in N_out / (d² N_in + t N_out)⌋</c>, kernels of t snippets and d × d pixels [source R(2+1)D].</summary>
    internal static long Between(long input, long output)
    {
        const long plane = Kernel * Kernel;
        return Math.Max(1, Kernel * plane * input * output / (plane * input + Kernel * output));
    }

    /// <summary><c>[N, in, T, H, W]</c> to <c>[N, out, T, ⌈H/stride⌉, ⌈W/stride⌉]</c>.</summary>
    /// <exception cref="InputException">another shape or number of channels</exception>
    public override Tensor forward(Tensor x)
    {
        Shapes.Expect("a (2+1)D convolution", (x, $"x [N, {input}, T, H, W]"));
        using var scope = NewDisposeScope();
        Tensor plane = between.call(ChannelBlocks.Convolution(x, spatial.weight, null, [1, stride, stride], [0, 1, 1])).relu_();
        return after.call(ChannelBlocks.Convolution(plane, temporal.weight, null, [1, 1, 1], [dilation, 0, 0], [dilation, 1, 1])).relu_().MoveToOuterDisposeScope();
    }
}
