using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>
/// The paper's model: frames, or the frozen encoder's vectors of them, to an intensity curve.
/// <code>
/// frames [B, T, 3, H, W] ─ encoder ─ z [B, T, 512] ─ head ─ ŷ [B, T]        encoder trained with the rest
///                        features z [B, T, 512] ─ scaling ─ head ─ ŷ [B, T]  encoder frozen: run once, its vectors kept
/// </code>
/// </summary>
public sealed class IntensityRegressor : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> encoder, head;

    private IntensityRegressor(Module<Tensor, Tensor> encoder, Module<Tensor, Tensor> head) : base(nameof(IntensityRegressor))
    {
        (this.encoder, this.head) = (encoder, head);
        RegisterComponents();
    }

    /// <summary>Takes frames; the encoder is trained with the head.</summary>
    /// <param name="encoder">becomes part of the model</param>
    /// <param name="head"><see cref="TrajectoryHead"/>, or <see cref="FramewiseHead"/> for the baseline</param>
    public static IntensityRegressor OnFrames(FrameEncoder encoder, Module<Tensor, Tensor> head) => new(encoder, head);

    /// <summary>Takes a frozen encoder's vectors.</summary>
    /// <param name="scaling">of the training clips' vectors</param>
    /// <param name="head"><see cref="TrajectoryHead"/>, or <see cref="FramewiseHead"/> for the baseline</param>
    public static IntensityRegressor OnFeatures(FeatureScaling scaling, Module<Tensor, Tensor> head) => new(scaling, head);

    /// <summary>Frames <c>[B, T, 3, H, W]</c> or vectors <c>[B, T, D]</c> to curves <c>[B, T]</c>.</summary>
    /// <exception cref="InputException">another shape or width</exception>
    public override Tensor forward(Tensor clips) => head.call(encoder.call(clips));
}
