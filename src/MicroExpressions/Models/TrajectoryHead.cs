using MicroExpressions.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>A clip's frame vectors to its intensity curve, each point knowing the frames before and after it.</summary>
public sealed class TrajectoryHead : Module<Tensor, Tensor>
{
    private readonly GRU gru;
    private readonly Linear regressor;
    private readonly long features;

    /// <param name="features">width of a frame's vector</param>
    /// <param name="hidden">width of the GRU in each direction [chosen: 128, docs/method.md §2 "Training the curve"]</param>
    public TrajectoryHead(long features = ResNet18.Features, long hidden = 128) : base(nameof(TrajectoryHead))
    {
        this.features = features;
        gru = GRU(features, hidden, batchFirst: true, bidirectional: true).OutsideScopes();
        regressor = Linear(2 * hidden, 1);
        RegisterComponents();
    }

    /// <summary>Eq. (5). <c>h_t = [GRU→(z_1..z_t); GRU←(z_T..z_t)]</c>: <c>[B, T, D]</c> to <c>[B, T, 2·hidden]</c>.</summary>
    /// <exception cref="InputException">another shape or width</exception>
    [PaperEquation("Intensity", 5)]
    public Tensor Hidden(Tensor z)
    {
        Shapes.Expect("the trajectory head", (z, $"z [B, T, {features}]"));
        (Tensor hidden, Tensor last) = gru.call(z);
        last.Dispose();
        return hidden;
    }

    /// <summary>Eq. (6). <c>ŷ_t = w·h_t + b</c>, linear, so that values outside [0, 1] can occur: <c>[B, T, D]</c> to <c>[B, T]</c>.</summary>
    /// <exception cref="InputException">another shape or width</exception>
    [PaperEquation("Intensity", 6)]
    public override Tensor forward(Tensor z) => regressor.call(Hidden(z)).squeeze(-1);
}
