using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Features;

/// <summary>Two 3×3 convolutions beside a shortcut; He et al., "Deep Residual Learning for Image Recognition" (2016).</summary>
public sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2;
    private readonly BatchNorm2d bn1, bn2;
    private readonly Sequential? downsample;
    private readonly long channelsIn, stride;

    /// <param name="channelsIn">channels of the input</param>
    /// <param name="channels">channels of the output</param>
    /// <param name="stride">of the first convolution: 2 halves height and width</param>
    public ResidualBlock(long channelsIn, long channels, long stride) : base(nameof(ResidualBlock))
    {
        (this.channelsIn, this.stride) = (channelsIn, stride);
        conv1 = Conv2d(channelsIn, channels, 3, stride: stride, padding: 1, bias: false);
        bn1 = BatchNorm2d(channels);
        conv2 = Conv2d(channels, channels, 3, stride: 1, padding: 1, bias: false);
        bn2 = BatchNorm2d(channels);
        if (stride != 1 || channelsIn != channels)
            downsample = Sequential(Conv2d(channelsIn, channels, 1, stride: stride, bias: false), BatchNorm2d(channels));
        RegisterComponents();
    }

    /// <summary><c>[N, in, H, W]</c> to <c>[N, out, H/stride, W/stride]</c>.</summary>
    /// <exception cref="InputException">another shape or number of channels</exception>
    public override Tensor forward(Tensor x)
    {
        Shapes.Expect("a residual block", (x, $"x [N, {channelsIn}, H, W]"));
        using var scope = NewDisposeScope();   // what no gradient needs, such as the shortcut, goes at once
        Tensor shortcut = downsample is null ? x : downsample.call(x);
        Tensor y = bn1.call(ChannelBlocks.Convolution(x, conv1.weight, null, [stride, stride], [1, 1])).relu_();
        y = bn2.call(ChannelBlocks.Convolution(y, conv2.weight, null, [1, 1], [1, 1]));
        return y.add_(shortcut).relu_().MoveToOuterDisposeScope();
    }
}
