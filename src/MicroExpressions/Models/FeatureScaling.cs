using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>
/// Frozen frame vectors brought to a common scale: <c>(z − mean)/deviation</c> with figures of the training clips only.
/// An encoder that is trained with the rest needs none; a frozen one has features of very different size.
/// </summary>
public sealed class FeatureScaling : Module<Tensor, Tensor>
{
    private readonly Tensor mean, deviation;   // buffers, so that they are saved with the model

    private FeatureScaling(Tensor mean, Tensor deviation) : base(nameof(FeatureScaling))
    {
        (this.mean, this.deviation) = (mean.DetachFromDisposeScope(), deviation.DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary>The scale of training vectors <c>[N, D]</c> or <c>[N, T, D]</c>. A feature that never changes becomes 0, not infinite.</summary>
    /// <exception cref="InputException">another shape, or nothing in it</exception>
    public static FeatureScaling Of(Tensor training)
    {
        Shapes.Expect("the scale of features", (training, "z [N, …, D]"));
        using var scope = NewDisposeScope();
        Tensor flat = training.flatten(0, -2);                                              // [N·T, D]
        return new FeatureScaling(flat.mean([0]), flat.std(0, unbiased: false).clamp_min(1e-6));
    }

    /// <summary><c>[…, D]</c> to the same shape.</summary>
    /// <exception cref="InputException">vectors of another width</exception>
    public override Tensor forward(Tensor z)
    {
        Shapes.Expect("the scale of features", (z, $"z […, {mean.shape[0]}]"));
        return (z - mean) / deviation;
    }
}
