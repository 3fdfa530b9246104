using MicroExpressions.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.LgsNet;

/// <summary>
/// What all places have to say to a place, held back where its neighbourhood is quiet [source LGSNet: LSGEM]. As published code computes it: of
/// the local half's keys θ are overwritten by its values g before they are used.
/// </summary>
internal sealed class LocalGlobalSuppression : Module<Tensor, Tensor>
{
    private readonly TemporalConvolution theta, phi, g, local_scale, global_mix;
    private readonly Linear mlp1, mlp2;
    private readonly LayerNorm norm1, norm2;
    private readonly double attentionDropout, dropout;

    /// <param name="width">C</param>
    /// <param name="attentionDropout">of the weights of places</param>
    /// <param name="dropout">elsewhere</param>
    public LocalGlobalSuppression(int width, double attentionDropout, double dropout) : base(nameof(LocalGlobalSuppression))
    {
        (this.attentionDropout, this.dropout) = (attentionDropout, dropout);
        theta = SpotterConvolution.Create(width, width, kernel: 1);
        phi = SpotterConvolution.Create(width, width, kernel: 1);
        g = SpotterConvolution.Create(width, width, kernel: 1);
        local_scale = SpotterConvolution.Create(1, 1, kernel: 1);
        global_mix = SpotterConvolution.Create(width, width, kernel: 1);
        mlp1 = Linear(width, 4 * width);
        norm1 = LayerNorm(width);
        mlp2 = Linear(4 * width, width);
        norm2 = LayerNorm(width);
        RegisterComponents();
    }

    /// <summary>
    /// Local: <c>a_{t,k} = softmax_k(φ_t·g_{t+k}/√C)</c> over T/4 neighbours, 0 where none is, <c>l_t = σ(w mean_c Σ_k a_{t,k} g_{t+k} + b)</c>.
    /// Global: <c>o = Conv1(softmax(φᵀθ/√C) g)</c>. Then norm and MLP of <c>l_t o_t</c> with what came in added: <c>[B, C, T]</c> to the same.
    /// </summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        long length = x.shape[2], near = length / 4;
        double scale = 1 / Math.Sqrt(x.shape[1]);
        Tensor values = g.forward(x), query = phi.forward(x);                                                   // [B, C, T]
        Tensor neighbours = F.pad(values, [near / 2, near - 1 - near / 2]).unfold(2, near, 1);                  // [B, C, T, near]
        Tensor nearby = ((query.unsqueeze(3) * neighbours).sum(dim: 1, keepdim: true) * scale).softmax(-1);     // [B, 1, T, near]
        Tensor around = (SpotterDropout.Of(nearby.expand(neighbours.shape), attentionDropout, training) * neighbours).sum(dim: 3);
        Tensor local = local_scale.forward(around.mean([1], keepdim: true)).sigmoid();                          // [B, 1, T]
        Tensor all = (query.transpose(1, 2).matmul(theta.forward(x)) * scale).softmax(-1);                      // [B, T, T]
        Tensor global = global_mix.forward(SpotterDropout.Of(all, attentionDropout, training).matmul(values.transpose(1, 2)).transpose(1, 2));
        Tensor normed = norm1.forward((Drop(global * local) + x).transpose(1, 2));                              // [B, T, C]
        Tensor more = mlp2.forward(Drop(F.mish(Drop(mlp1.forward(normed)))));
        return norm2.forward(Drop(more) + normed).transpose(1, 2).MoveToOuterDisposeScope();

        Tensor Drop(Tensor y) => SpotterDropout.Of(y, dropout, training);
    }
}
