using MicroExpressions.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.Gim;

/// <summary>What GIM says of one video's T frames.</summary>
/// <param name="Features">x <c>[T, D]</c>, what the heads see</param>
/// <param name="Attended">h <c>[T, D]</c>, what the attention is read from; frames are compared in it</param>
/// <param name="Attention">A <c>[T]</c>, the intensity</param>
/// <param name="Apex"><c>[T, 2]</c>: whether a frame is the apex of a micro-expression, of a macro-expression</param>
internal sealed record GimOutput(Tensor Features, Tensor Attended, Tensor Attention, Tensor Apex);

/// <summary>
/// A layer, frame by frame, under an attention and a head that knows apexes.
/// <code>
/// [S, D_r + D_f] → conv1 → to frames: x ─┬─ conv1 LReLU drop: h ─ conv1 drop σ: A
///                                        └─ conv1 drop σ: apex
/// </code>
/// The authors' features are learnt with the rest, by SpotFormer from the flow round ten parts of the face; here a layer on the kit's
/// snippets takes its place.
/// </summary>
internal sealed class GimNetwork : Module<Tensor, GimOutput>
{
    private const double LeakySlope = 0.2;      // [source GIM]

    private readonly TemporalConvolution projection, attended, attention, apex;
    private readonly double rate;
    private readonly int input, steps;

    /// <param name="input">numbers a snippet, both modalities together</param>
    /// <param name="width">D</param>
    /// <param name="dropout">in all heads</param>
    /// <param name="steps">frames that a snippet is spread over</param>
    public GimNetwork(int input, int width, double dropout, int steps) : base(nameof(GimNetwork))
    {
        (rate, this.input, this.steps) = (dropout, input, steps);
        projection = SpotterConvolution.Create(input, width, kernel: 1);
        attended = SpotterConvolution.Create(width, width, kernel: 1);
        attention = SpotterConvolution.Create(width, 1, kernel: 1);
        apex = SpotterConvolution.Create(width, 2, kernel: 1);
        RegisterComponents();
    }

    /// <summary>A video's snippets <c>[S, D_r + D_f]</c> to what is said of its frames.</summary>
    /// <exception cref="InputException">snippets of another width</exception>
    public override GimOutput forward(Tensor snippets)
    {
        Shapes.Expect("GIM", (snippets, $"x [S, {input}]"));
        using var scope = NewDisposeScope();
        Tensor projected = projection.forward(snippets.transpose(0, 1).unsqueeze(0)).squeeze(0).transpose(0, 1);    // [S, D]
        GimOutput output = Said(SnippetInterpolation.Of(projected, steps));                                           // [T, D]
        foreach (Tensor kept in new[] { output.Features, output.Attended, output.Attention, output.Apex })
            kept.MoveToOuterDisposeScope();
        return output;
    }

    /// <summary>The heads alone, on frames <c>[T, D]</c>.</summary>
    public GimOutput Said(Tensor frames)
    {
        Tensor x = frames.transpose(0, 1).unsqueeze(0);                                                             // [1, D, T]
        Tensor h = SpotterDropout.Of(F.leaky_relu(attended.forward(x), LeakySlope), rate, training);
        Tensor a = SpotterDropout.Of(attention.forward(h), rate, training).sigmoid();
        Tensor p = SpotterDropout.Of(apex.forward(x), rate, training).sigmoid();
        return new(frames, h.squeeze(0).transpose(0, 1), a.view(-1), p.squeeze(0).transpose(0, 1));
    }
}
