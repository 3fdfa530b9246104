using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Features;

/// <summary>
/// I3D for features only, at about half of its cost. Batch norm is folded into the convolutions; padding is left to the convolution
/// where it is the same on both sides, so that nothing is copied and no multiplication with it is done; the pools, a third of the
/// time otherwise, take their maximum axis by axis, each a vectorised maximum of shifted views. libtorch's threads work on groups of
/// snippets side by side, so that none waits for another at the end of each layer.
/// </summary>
public sealed class I3dInference : IDisposable
{
    /// <summary>
    /// With one, libtorch takes its plain convolution, slower and not the same to the last bit each time; with more, a layer's output
    /// no longer stays near the processor. Measured in processor time a snippet of 8 × 224 × 224: 0.29 s with 2, 0.35 with 4, 0.39 with 8.
    /// </summary>
    private const long SnippetsAtOnce = 2;

    /// <summary>The first layer's two or three channels are no block to oneDNN.</summary>
    private const long PictureChannels = 3;

    private readonly Dictionary<I3dUnit, (Tensor Weight, Tensor Bias)> folded = [];
    private readonly I3D network;

    /// <param name="network">in evaluation mode; stays the caller's, and must not be disposed while this is used</param>
    public I3dInference(I3D network)
    {
        this.network = network;
        using var _ = no_grad();
        foreach (I3dUnit unit in network.modules().OfType<I3dUnit>())
            folded.Add(unit, Fold(unit.conv3d, unit.bn));
    }

    /// <summary>Snippets <c>[B, C, L, H, W]</c>, −1..1, to features <c>[B, 1024]</c>, as <see cref="I3D.forward"/> does.</summary>
    /// <exception cref="InputException">the input has another rank or number of channels</exception>
    public Tensor Features(Tensor snippets)
    {
        I3D.RequireSnippets(snippets, network.Channels);
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] groups = [.. snippets.split(SnippetsAtOnce, dim: 0)];
        return cat(OneThreadEach.Select(groups, Group), dim: 0).MoveToOuterDisposeScope();
    }

    /// <returns><c>[B, 1024]</c>, in no dispose scope</returns>
    private Tensor Group(Tensor snippets)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        long count = snippets.shape[0];
        if (count == 1)
            snippets = snippets.repeat(SnippetsAtOnce, 1, 1, 1, 1);
        Tensor x = snippets;
        foreach (Module<Tensor, Tensor> layer in network.Layers)
        {
            using var step = NewDisposeScope();
            Tensor next = Apply(layer, x).MoveToOuterDisposeScope();
            if (!ReferenceEquals(x, snippets))
                x.Dispose();   // early layers are large: at most two of their outputs live at a time
            x = next;
        }
        return x.mean([2, 3, 4]).narrow(0, 0, count).clone().DetachFromDisposeScope();
    }

    /// <summary>Frees the folded weights.</summary>
    public void Dispose()
    {
        foreach ((Tensor weight, Tensor bias) in folded.Values)
        {
            weight.Dispose();
            bias.Dispose();
        }
        folded.Clear();
    }

    private Tensor Apply(Module<Tensor, Tensor> layer, Tensor x) => layer switch
    {
        I3dUnit unit => Apply(unit, x),
        I3dPool pool => Apply(pool, x),
        I3dInception i => cat(
            [Apply(i.b0, x), Apply(i.b1b, Apply(i.b1a, x)), Apply(i.b2b, Apply(i.b2a, x)), Apply(i.b3b, Apply(i.b3a, x))], dim: 1),
        _ => throw new InvalidOperationException($"no inference path for {layer.GetName()}"),
    };

    private Tensor Apply(I3dUnit unit, Tensor x)
    {
        (Tensor weight, Tensor bias) = folded[unit];
        long[] padding = SamePadding.OfClip(x.shape, unit.Kernel, unit.Stride);
        return padding is [var w, var w1, var h, var h1, var t, var t1] && w == w1 && h == h1 && t == t1
            ? F.conv3d(x.shape[1] < weight.shape[1] ? ChannelBlocks.Filled(x) : x, weight, bias, unit.Stride, [t, h, w], Dilation(unit)).relu_()
            : F.conv3d(x.shape[1] < weight.shape[1] ? ChannelBlocks.Filled(F.pad(x, padding)) : F.pad(x, padding), weight, bias, unit.Stride).relu_();
    }

    /// <summary>
    /// A dilation, which means nothing for a kernel of 1, keeps libtorch on oneDNN there. With one thread it would go over to BLAS,
    /// whose own threads add up in another order each time.
    /// </summary>
    private static long[] Dilation(I3dUnit unit) => unit.Kernel[0] == 1 ? [2, 2, 2] : [1, 1, 1];

    private static Tensor Apply(I3dPool pool, Tensor x)
    {
        for (int axis = 0; axis < 3; axis++)
            if (pool.Kernel[axis] > 1)
                x = MaximumAlong(x, 2 + axis, pool.Kernel[axis], pool.Stride[axis]);
        return x;
    }

    /// <summary><c>y_i = max_j x_{i·s + j − p}</c> along one axis, over those of the k window's places j that are inside.</summary>
    internal static Tensor MaximumAlong(Tensor x, int dim, long kernel, long stride)
    {
        long size = x.shape[dim], count = (size + stride - 1) / stride, before = SamePadding.Along(size, kernel, stride).Before;
        Tensor maximum = x.slice(dim, 0, size, stride).clone();   // j = p: inside for every i
        for (long shift = -before; shift < kernel - before; shift++)
        {
            long from = shift < 0 ? (stride - 1 - shift) / stride : 0, to = Math.Min((size - 1 - shift) / stride, count - 1) + 1;
            if (shift == 0 || size - 1 - shift < 0 || from >= to)
                continue;
            using Tensor inside = maximum.narrow(dim, from, to - from);
            using Tensor shifted = x.slice(dim, from * stride + shift, (to - 1) * stride + shift + 1, stride);
            using Tensor larger = inside.maximum(shifted);
            inside.copy_(larger);
        }
        return maximum;
    }

    /// <summary><c>w' = w·γ/√(σ² + ε)</c>, <c>b' = β − μ·γ/√(σ² + ε)</c>: what batch norm does to a convolution's output.</summary>
    private static (Tensor Weight, Tensor Bias) Fold(Conv3d convolution, BatchNorm3d norm)
    {
        using var scope = NewDisposeScope();
        Tensor factor = norm.weight / (norm.running_var! + norm.eps).sqrt();
        Tensor weight = convolution.weight * factor.view(-1, 1, 1, 1, 1);
        Tensor bias = norm.bias! - norm.running_mean! * factor;
        if (weight.shape[2] > 1 && weight.shape[1] > PictureChannels)
            weight = ChannelBlocks.Filled(weight);
        return (weight.DetachFromDisposeScope(), bias.DetachFromDisposeScope());
    }
}
