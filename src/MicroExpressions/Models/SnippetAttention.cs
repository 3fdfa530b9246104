using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>How likely each snippet is part of any expression, as one modality sees it.</summary>
public sealed class SnippetAttention : Module<Tensor, Tensor, Tensor>
{
    private readonly TemporalConvolution first, second, score;
    private readonly double slope, rate, scoreRate;
    private readonly int width;

    /// <param name="settings">widths and rates</param>
    public SnippetAttention(SpotterSettings settings) : base(nameof(SnippetAttention))
    {
        (slope, rate, scoreRate, width) = (settings.LeakySlope, settings.AttentionDropout, settings.AttentionScoreDropout, settings.Width);
        first = SpotterConvolution.Create(settings.Width, settings.Width / 2, kernel: 3);
        second = SpotterConvolution.Create(settings.Width / 2, settings.Width / 2, kernel: 3);
        score = SpotterConvolution.Create(settings.Width / 2, 1, kernel: 1);
        RegisterComponents();
    }

    /// <summary><c>A^m = σ(Conv₁(LReLU(Conv₃(Drop(LReLU(Conv₃(F̂^m)))))))</c>.</summary>
    /// <param name="gated">F̂^m <c>[1, D, N]</c>, 0 where no snippet is</param>
    /// <param name="mask"><c>[1, 1, N]</c>: keeps the bias of where no snippet is from the next kernel</param>
    /// <returns><c>[1, 1, N]</c>, 0 where no snippet is</returns>
    /// <exception cref="InputException">shapes that are not these</exception>
    public override Tensor forward(Tensor gated, Tensor mask)
    {
        Shapes.Expect("attention", (gated, $"F̂^m [1, {width}, N]"), (mask, "mask [1, 1, N]"));
        using var scope = NewDisposeScope();
        Tensor h = MinimalFiltering.Rectified(first, gated, slope);      // [1, D/2, N]
        h = SpotterDropout.Of(h, rate, training) * mask;
        h = MinimalFiltering.Rectified(second, h, slope);               // [1, D/2, N]
        return (SpotterDropout.Of(SpotterConvolution.OfSingle(score, h), scoreRate, training).sigmoid() * mask).MoveToOuterDisposeScope();       // [1, 1, N]
    }
}
