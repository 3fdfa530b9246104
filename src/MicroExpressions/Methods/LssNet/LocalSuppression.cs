using MicroExpressions.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.LssNet;

/// <summary>
/// LSSNet's own part: a channel becomes a mean of the channels beside it, of which weak values are left out, so that what is not an expression
/// is suppressed. As published code computes it, which is less than its names promise: the neighbours are of channels, not of time, and a third
/// projection θ is overwritten before it is used; it is left out here.
/// </summary>
internal sealed class LocalSuppression : Module<Tensor, Tensor>
{
    private readonly TemporalConvolution down, phi, neighbours, merge, mlp1, mlp2, up;
    private readonly int window;
    private readonly double least, rate;

    /// <param name="width">C</param>
    /// <param name="window">steps in a window; a level of T places looks at window/T channels</param>
    /// <param name="least">values below it are left out</param>
    /// <param name="rate">of dropout</param>
    public LocalSuppression(int width, int window, double least, double rate) : base(nameof(LocalSuppression))
    {
        (this.window, this.least, this.rate) = (window, least, rate);
        int half = width / 2;
        down = SpotterConvolution.Create(width, half, kernel: 1);
        phi = SpotterConvolution.Create(half, half, kernel: 1);
        neighbours = SpotterConvolution.Create(half, half, kernel: 1);
        merge = SpotterConvolution.Create(half, half, kernel: 1);
        mlp1 = SpotterConvolution.Create(half, 4 * half, kernel: 1);
        mlp2 = SpotterConvolution.Create(4 * half, half, kernel: 1);
        up = SpotterConvolution.Create(half, width, kernel: 1);
        RegisterComponents();
    }

    /// <summary>
    /// <c>a_{c,k} = softmax_k(Σ_t φ_{c,t} g_{c+k,t}/√C)</c>, <c>y_c = Σ_k a_{c,k} g_{c+k} [g_{c+k} ≥ least]</c>, then norm and MLP with what came in
    /// added: <c>[B, C, T]</c> to the same. A channel that is not there is 0.
    /// </summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor narrow = down.forward(x);                                                                // [B, C/2, T]
        long channels = narrow.shape[1], length = narrow.shape[2], near = window / length;
        Tensor g = F.pad(neighbours.forward(narrow).transpose(1, 2), [near / 2, near - 1 - near / 2])
            .unfold(2, near, 1).transpose(1, 2);                                                        // [B, C/2, T, near]
        Tensor weights = ((phi.forward(narrow).unsqueeze(3) * g).sum(dim: 2, keepdim: true) / Math.Sqrt(channels)).softmax(-1);
        Tensor kept = SpotterDropout.Of(weights.expand(g.shape), rate, training) * g * (g >= least);
        Tensor normed = Normed(SpotterDropout.Of(merge.forward(kept.sum(dim: 3)), rate, training) + narrow);
        Tensor more = mlp2.forward(F.mish(SpotterDropout.Of(mlp1.forward(normed), rate, training)));
        return up.forward(Normed(SpotterDropout.Of(more, rate, training) + normed)).MoveToOuterDisposeScope();

        Tensor Normed(Tensor y) => F.layer_norm(y, [channels, length]);
    }
}
