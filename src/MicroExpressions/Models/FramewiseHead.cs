using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>The paper's baseline: a linear layer on each frame's vector, which sees no other frame.</summary>
public sealed class FramewiseHead : Module<Tensor, Tensor>
{
    private readonly Linear regressor;

    /// <param name="features">width of a frame's vector</param>
    public FramewiseHead(long features = ResNet18.Features) : base(nameof(FramewiseHead))
    {
        regressor = Linear(features, 1);
        RegisterComponents();
    }

    /// <summary><c>[B, T, D]</c> to <c>[B, T]</c>.</summary>
    public override Tensor forward(Tensor z) => regressor.call(z).squeeze(-1);
}
