using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.LgsNet;

/// <summary>Normalises a map in eight groups of channels [source LGSNet]. TorchSharp 0.107's own layer begins with whatever is in memory.</summary>
internal sealed class GroupNormalisation : Module<Tensor, Tensor>
{
    private const int Groups = 8;

    private readonly Parameter weight, bias;

    /// <param name="width">C, a multiple of eight</param>
    public GroupNormalisation(int width) : base(nameof(GroupNormalisation))
    {
        weight = new Parameter(ones(width).DetachFromDisposeScope());
        bias = new Parameter(zeros(width).DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <summary><c>[B, C, T]</c> to the same shape.</summary>
    public override Tensor forward(Tensor x) => F.group_norm(x, Groups, weight, bias);
}
