using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>One SOFTNet looks at motion over two spans of time, two dense layers at both: the weights of the two streams are the same, as in the authors' code.</summary>
internal sealed class MtsnNetwork : Module<Tensor, Tensor, Tensor>
{
    private readonly SoftNet soft_net;
    private readonly Linear fc1, fc2;
    private readonly int side;

    /// <param name="maps">of SOFTNet</param>
    /// <param name="hidden">numbers between the dense layers</param>
    /// <param name="side">S of the motion's maps</param>
    public MtsnNetwork(SoftNetMaps maps, int hidden, int side) : base(nameof(MtsnNetwork))
    {
        this.side = side;
        soft_net = new SoftNet(maps);
        fc1 = Linear(2 * SoftNet.Features(maps, side), hidden);
        fc2 = Linear(hidden, 1);
        XavierLayer.Begin(fc1.weight, fc1.bias!);
        XavierLayer.Begin(fc2.weight, fc2.bias!);
        RegisterComponents();
    }

    /// <summary><c>s = σ(w₂ ReLU(W₁ [SOFTNet(x_k), SOFTNet(x_1)]))</c>.</summary>
    /// <param name="longer">x_k <c>[N, 3 S²]</c>: motion over half a micro-expression</param>
    /// <param name="shorter">x_1 <c>[N, 3 S²]</c>: motion to the next frame</param>
    /// <returns><c>[N]</c>, how likely each frame is part of an expression</returns>
    /// <exception cref="InputException">features of another width</exception>
    public override Tensor forward(Tensor longer, Tensor shorter)
    {
        int numbers = SoftNet.Inputs * side * side;
        Shapes.Expect("MTSN", (longer, $"x_k [N, {numbers}]"), (shorter, $"x_1 [N, {numbers}]"));
        using var scope = NewDisposeScope();
        Tensor both = cat([soft_net.call(Maps(longer)), soft_net.call(Maps(shorter))], 1);
        return fc2.call(F.relu(fc1.call(both))).sigmoid().squeeze(1).MoveToOuterDisposeScope();

        Tensor Maps(Tensor rows) => rows.view(-1, SoftNet.Inputs, side, side);
    }
}
