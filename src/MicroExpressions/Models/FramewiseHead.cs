using MicroExpressions.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>The paper's baseline: a linear layer on each frame's vector, which sees no other frame.</summary>
public sealed class FramewiseHead : Module<Tensor, Tensor>
{
    private readonly Linear regressor;
    private readonly long features;

    /// <param name="features">width of a frame's vector</param>
    public FramewiseHead(long features = ResNet18.Features) : base(nameof(FramewiseHead))
    {
        this.features = features;
        regressor = Linear(features, 1);
        RegisterComponents();
    }

    /// <summary><c>[B, T, D]</c> to <c>[B, T]</c>.</summary>
    /// <exception cref="InputException">another shape or width</exception>
    public override Tensor forward(Tensor z)
    {
        Shapes.Expect("the frame-wise head", (z, $"z [B, T, {features}]"));
        return regressor.call(z).squeeze(-1);
    }
}
