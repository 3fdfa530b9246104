using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>Fuses the gated modalities and scores each snippet for each class: the temporal class activation map (TCAM).</summary>
public sealed class ActivationHead : Module<Tensor, Tensor, Tensor, (Tensor fused, Tensor map)>
{
    private readonly Conv1d fusion, hidden, classifier;
    private readonly double slope, rate;

    /// <param name="settings">widths and rates</param>
    /// <param name="classes">C [paper: 3]</param>
    public ActivationHead(SpotterSettings settings, int classes) : base(nameof(ActivationHead))
    {
        (slope, rate) = (settings.LeakySlope, settings.FusionDropout);
        fusion = SpotterConvolution.Create(settings.FusedWidth, settings.FusedWidth, kernel: 1);
        hidden = SpotterConvolution.Create(settings.FusedWidth, settings.FusedWidth, kernel: 3);
        classifier = SpotterConvolution.Create(settings.FusedWidth, classes, kernel: 1);
        RegisterComponents();
    }

    /// <summary>
    /// <c>X = Drop(LReLU(Conv₁([F̂^r; F̂^f])))</c>, <c>S = σ(Conv₁(Drop(LReLU(Conv₃(Drop(X))))))</c>; sigmoid [paper].
    /// </summary>
    /// <param name="rgb">F̂^r <c>[B, D, T]</c></param>
    /// <param name="flow">F̂^f <c>[B, D, T]</c></param>
    /// <param name="mask"><c>[B, 1, T]</c></param>
    /// <returns>X <c>[B, T, 2D]</c> and S <c>[B, T, C]</c>, both 0 where filled up</returns>
    public override (Tensor fused, Tensor map) forward(Tensor rgb, Tensor flow, Tensor mask)
    {
        Tensor x = F.dropout(F.leaky_relu(fusion.call(cat([rgb, flow], 1)), slope), rate, training) * mask;   // [B, 2D, T]
        Tensor h = F.leaky_relu(hidden.call(F.dropout(x, rate, training)), slope);                            // [B, 2D, T]
        Tensor s = classifier.call(F.dropout(h, rate, training)).sigmoid() * mask;                            // [B, C, T]
        return (x.transpose(1, 2), s.transpose(1, 2));
    }
}
