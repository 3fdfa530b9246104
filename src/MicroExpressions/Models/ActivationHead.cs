using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>Fuses the gated modalities and scores each snippet for each class: the temporal class activation map (TCAM).</summary>
public sealed class ActivationHead : Module<Tensor, Tensor, Tensor, (Tensor fused, Tensor map)>
{
    private readonly TemporalConvolution fusion, hidden, classifier;
    private readonly double slope, rate;
    private readonly int width;

    /// <param name="settings">widths and rates</param>
    /// <param name="classes">C [paper: 3]</param>
    public ActivationHead(SpotterSettings settings, int classes) : base(nameof(ActivationHead))
    {
        (slope, rate, width) = (settings.LeakySlope, settings.FusionDropout, settings.Width);
        fusion = SpotterConvolution.Create(settings.FusedWidth, settings.FusedWidth, kernel: 1);
        hidden = SpotterConvolution.Create(settings.FusedWidth, settings.FusedWidth, kernel: 3);
        classifier = SpotterConvolution.Create(settings.FusedWidth, classes, kernel: 1);
        RegisterComponents();
    }

    /// <summary>
    /// <c>X = Drop(LReLU(Conv₁([F̂^r; F̂^f])))</c>, <c>S = σ(Conv₁(Drop(LReLU(Conv₃(Drop(X))))))</c>; sigmoid [paper].
    /// </summary>
    /// <param name="rgb">F̂^r <c>[1, D, N]</c></param>
    /// <param name="flow">F̂^f <c>[1, D, N]</c></param>
    /// <param name="mask"><c>[1, 1, N]</c></param>
    /// <returns>X <c>[1, 2D, N]</c> and S <c>[1, C, N]</c>, both 0 where no snippet is</returns>
    /// <exception cref="InputException">shapes that are not these</exception>
    public override (Tensor fused, Tensor map) forward(Tensor rgb, Tensor flow, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var (x, s) = Scored(rgb, flow, mask);
        return (x.MoveToOuterDisposeScope(), (s.sigmoid() * mask).MoveToOuterDisposeScope());
    }

    /// <summary>X and S before its sigmoid, as CO2-Net has it; what stands where no snippet is in the latter means nothing.</summary>
    internal (Tensor fused, Tensor scores) Scored(Tensor rgb, Tensor flow, Tensor mask)
    {
        Shapes.Expect("the activation head", (rgb, $"F̂^r [1, {width}, N]"), (flow, $"F̂^f [1, {width}, N]"), (mask, "mask [1, 1, N]"));
        using var scope = NewDisposeScope();
        Tensor both = cat([rgb.transpose(1, 2), flow.transpose(1, 2)], 2).transpose(1, 2);                    // [1, 2D, N], a snippet's numbers side by side
        Tensor x = SpotterDropout.Of(F.leaky_relu(fusion.call(both), slope, inplace: true), rate, training) * mask;    // [1, 2D, N]
        Tensor h = MinimalFiltering.Rectified(hidden, SpotterDropout.Of(x, rate, training), slope);    // [1, 2D, N]
        Tensor s = SpotterConvolution.OfSingle(classifier, SpotterDropout.Of(h, rate, training));    // [1, C, N]
        return (x.MoveToOuterDisposeScope(), s.MoveToOuterDisposeScope());
    }
}
