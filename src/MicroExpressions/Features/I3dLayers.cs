using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Features;

/// <summary>Convolution without bias, batch norm, ReLU; SAME padding. Its parts are called as in the public weights.</summary>
internal sealed class I3dUnit : Module<Tensor, Tensor>
{
    internal readonly Conv3d conv3d;
    internal readonly BatchNorm3d bn;

    /// <param name="channelsIn">channels in</param>
    /// <param name="channels">channels out</param>
    /// <param name="kernel">k, the same in time, height and width</param>
    /// <param name="stride">s, likewise</param>
    public I3dUnit(long channelsIn, long channels, long kernel = 1, long stride = 1) : base(nameof(I3dUnit))
    {
        Kernel = [kernel, kernel, kernel];
        Stride = [stride, stride, stride];
        conv3d = Conv3d(channelsIn, channels, kernel, stride, bias: false);
        bn = BatchNorm3d(channels, eps: 1e-3, momentum: 0.01);   // docs/method.md §1 "Features" [source: I3D]
        RegisterComponents();
    }

    /// <summary>k of the axes T, H, W.</summary>
    public long[] Kernel { get; }

    /// <summary>s of the axes T, H, W.</summary>
    public long[] Stride { get; }

    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor padded = F.pad(x, SamePadding.OfClip(x.shape, Kernel, Stride));
        // 24 channels come into two of the units
        Tensor y = Kernel[0] == 1 || x.shape[1] <= 3 ? conv3d.call(padded) : F.conv3d(ChannelBlocks.Filled(padded), ChannelBlocks.Filled(conv3d.weight), null, Stride);
        return bn.call(y).relu_().MoveToOuterDisposeScope();
    }
}

/// <summary>Maximum over a window; SAME padding with zeros, which are never above what a ReLU gave.</summary>
internal sealed class I3dPool(long[] kernel, long[] stride) : Module<Tensor, Tensor>(nameof(I3dPool))
{
    /// <summary>k of the axes T, H, W.</summary>
    public long[] Kernel => kernel;

    /// <summary>s of the axes T, H, W.</summary>
    public long[] Stride => stride;

    public override Tensor forward(Tensor x) => F.max_pool3d(F.pad(x, SamePadding.OfClip(x.shape, kernel, stride)), kernel, stride);
}

/// <summary>Four branches side by side, joined along the channels. Szegedy et al. 2015, inflated.</summary>
internal sealed class I3dInception : Module<Tensor, Tensor>
{
    internal readonly I3dUnit b0, b1a, b1b, b2a, b2b, b3b;
    internal readonly I3dPool b3a;

    /// <param name="channelsIn">channels in</param>
    /// <param name="one">channels of the 1×1×1 branch</param>
    /// <param name="two">of the second branch: before and after its 3×3×3</param>
    /// <param name="three">of the third, likewise</param>
    /// <param name="pooled">of the pooling branch</param>
    public I3dInception(long channelsIn, long one, (long Before, long After) two, (long Before, long After) three, long pooled)
        : base(nameof(I3dInception))
    {
        b0 = new I3dUnit(channelsIn, one);
        b1a = new I3dUnit(channelsIn, two.Before);
        b1b = new I3dUnit(two.Before, two.After, kernel: 3);
        b2a = new I3dUnit(channelsIn, three.Before);
        b2b = new I3dUnit(three.Before, three.After, kernel: 3);
        b3a = new I3dPool([3, 3, 3], [1, 1, 1]);
        b3b = new I3dUnit(channelsIn, pooled);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) =>
        cat([b0.call(x), b1b.call(b1a.call(x)), b2b.call(b2a.call(x)), b3b.call(b3a.call(x))], dim: 1);
}
