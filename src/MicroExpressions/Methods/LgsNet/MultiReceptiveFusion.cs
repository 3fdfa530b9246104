using MicroExpressions.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.LgsNet;

/// <summary>
/// The first level, where micro-expressions are looked for, joined with what was twice as fine before it [source LGSNet: TMRF³M].
/// </summary>
internal sealed class MultiReceptiveFusion : Module<Tensor, Tensor, Tensor>
{
    private readonly ReceptiveBlock same, finer1, finer2, both;
    private readonly GroupNormalisation same_norm, finer_norm;

    /// <param name="width">C</param>
    /// <param name="length">T of the first level; weights over time make the window's length part of the network</param>
    public MultiReceptiveFusion(int width, int length) : base(nameof(MultiReceptiveFusion))
    {
        same = new ReceptiveBlock(width, length, ReceptiveStep.Keep);
        same_norm = new GroupNormalisation(width);
        finer1 = new ReceptiveBlock(width, 2 * length, ReceptiveStep.Keep);
        finer2 = new ReceptiveBlock(width, 2 * length, ReceptiveStep.HalveTime);
        finer_norm = new GroupNormalisation(width);
        both = new ReceptiveBlock(2 * width, length, ReceptiveStep.HalveChannels);
        RegisterComponents();
    }

    /// <summary>The level <c>[B, C, T]</c> and the finer map <c>[B, C, 2T]</c> to <c>[B, C, T]</c>.</summary>
    public override Tensor forward(Tensor level, Tensor finer)
    {
        using var scope = NewDisposeScope();
        Tensor joined = cat([finer_norm.forward(finer2.call(finer1.call(finer))), same_norm.forward(same.call(level))], dim: 1);
        return both.call(joined).MoveToOuterDisposeScope();
    }
}

/// <summary>What a block leaves of its map.</summary>
internal enum ReceptiveStep
{
    /// <summary><c>[B, C, T]</c>.</summary>
    Keep,

    /// <summary><c>[B, C, T/2]</c>.</summary>
    HalveTime,

    /// <summary><c>[B, C/2, T]</c>.</summary>
    HalveChannels,
}

/// <summary>Two receptive fields side by side, three places and one, weighted over time by what the mean of all channels says.</summary>
internal sealed class ReceptiveBlock : Module<Tensor, Tensor>
{
    private readonly TemporalConvolution conv3, conv1, squeeze;
    private readonly GroupNormalisation norm3, norm1;
    private readonly GroupNormalisation? norm;
    private readonly ReceptiveStep step;

    /// <param name="width">C of what comes in</param>
    /// <param name="length">T of what comes in</param>
    /// <param name="step">what is left</param>
    public ReceptiveBlock(int width, int length, ReceptiveStep step) : base(nameof(ReceptiveBlock))
    {
        this.step = step;
        bool halves = step == ReceptiveStep.HalveTime;
        int output = step == ReceptiveStep.HalveChannels ? width / 2 : width;
        conv3 = SpotterConvolution.Create(width, output, kernel: 3, stride: halves ? 2 : 1);
        norm3 = new GroupNormalisation(output);
        conv1 = SpotterConvolution.Create(width, output, kernel: 1);
        norm1 = new GroupNormalisation(output);
        squeeze = SpotterConvolution.Create(length, halves ? length / 2 : length, kernel: 1);
        norm = step == ReceptiveStep.Keep ? new GroupNormalisation(width) : null;
        RegisterComponents();
    }

    /// <summary>
    /// <c>w(y) = σ(Conv(mean_c y))</c> with time as the channels. Kept: <c>Mish(N(Conv3 x) + N(Conv1 x) + w(N x) N x)</c>; halved:
    /// <c>Mish(w(x) (N(Conv3 x) + N(Conv1(max of two neighbours))))</c>.
    /// </summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor wide = norm3.forward(conv3.forward(x));
        if (norm is not null)
        {
            Tensor normed = norm.forward(x);
            return F.mish(wide + norm1.forward(conv1.forward(x)) + Weights(normed) * normed).MoveToOuterDisposeScope();
        }
        Tensor larger = step == ReceptiveStep.HalveTime ? F.max_pool1d(x, 2, 2) : F.max_pool1d(F.pad(x, [0, 1]), 2, 1);      // the last with 0
        return F.mish(Weights(x) * (wide + norm1.forward(conv1.forward(larger)))).MoveToOuterDisposeScope();
    }

    private Tensor Weights(Tensor y) => squeeze.forward(y.mean([1]).unsqueeze(2)).sigmoid().transpose(1, 2);      // [B, 1, T]
}
