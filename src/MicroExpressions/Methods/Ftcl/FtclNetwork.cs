using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>What the network says about a batch of videos; all of it is 0 where a video was filled up.</summary>
/// <param name="Attention">a <c>[B, T, 3]</c>: how far a snippet is an expression, what belongs to one, and background; their sum is 1</param>
/// <param name="Scores">S <c>[B, T, 3]</c>, logits: micro, macro, background</param>
/// <param name="Embedded">e <c>[B, T, D]</c></param>
public sealed record FtclOutput(Tensor Attention, Tensor Scores, Tensor Embedded)
{
    /// <summary><c>S ⊙ a_k</c> <c>[B, T, 3]</c>: what the classes look like to one kind of attention.</summary>
    /// <param name="kind">k: 0 expression, 1 context, 2 background</param>
    /// <exception cref="InputException">tensors that do not belong together, or no such kind</exception>
    public Tensor Attended(int kind)
    {
        Shapes.ExpectWithin("FTCL's output", "kind of attention", [kind], Checked().Attention.shape[2]);
        return Scores * Attention.narrow(2, kind, 1);
    }

    /// <exception cref="InputException">tensors that do not belong together</exception>
    internal FtclOutput Checked()
    {
        Shapes.Expect("FTCL's output", (Attention, "a [B, T, 3]"), (Scores, "S [B, T, 3]"), (Embedded, "e [B, T, D]"));
        return this;
    }
}

/// <summary>
/// ACM-Net, and a projection for what is aligned.
/// <code>
/// x ── conv₃ ── e ──┬─ conv₁ ─ softmax ──── a    expression, context, background
///                   └─ drop ─ linear ────── S    scores of the classes
/// </code>
/// </summary>
public sealed class FtclNetwork : Module<SpotterInput, FtclOutput>
{
    private readonly TemporalConvolution embedding, attention;
    private readonly Linear classifier, alignment;
    private readonly double rate;
    private readonly int features, width;

    /// <param name="method">widths and rates</param>
    /// <param name="features">numbers a snippet, of both modalities</param>
    public FtclNetwork(FtclMethod method, int features) : base(nameof(FtclNetwork))
    {
        (rate, this.features, width) = (method.Dropout, features, method.Width);
        embedding = new TemporalConvolution(features, method.Width, 3);
        attention = new TemporalConvolution(method.Width, 3, 1);
        classifier = Linear(method.Width, SnippetClasses.Count);
        alignment = Linear(method.Width, method.AlignmentWidth);
        RegisterComponents();
    }

    /// <summary>A batch of videos to attention, scores and embedding.</summary>
    /// <param name="input">the batch</param>
    /// <exception cref="InputException">features of another number than the network was made for, or modalities, mask and lengths that differ</exception>
    public override FtclOutput forward(SpotterInput input)
    {
        Tensor both = input.Joint();                                                                    // [B, T, D_r + D_f]
        Shapes.Expect("FTCL", (both, $"F [B, T, {features}]"));
        using var scope = NewDisposeScope();
        var videos = new JoinedVideos(input);
        Tensor x = videos.Join(both).transpose(1, 2).mul_(videos.Mask);                                 // [1, D_r + D_f, N], 0 between videos
        Tensor e = MinimalFiltering.Rectified(embedding, x, slope: 0, videos.Mask);                         // [1, D, N]
        Tensor a = SpotterConvolution.OfSingle(attention, e).softmax(1) * videos.Mask;                  // [1, 3, N]
        Tensor snippets = e.transpose(1, 2) * SpotterDropout.Of(ones_like(videos.Mask), rate, training).transpose(1, 2);    // [1, N, D]
        Tensor s = classifier.call(SpotterDropout.Of(snippets, rate, training)).transpose(1, 2) * videos.Mask;              // [1, 3, N]
        return new(videos.Split(a).MoveToOuterDisposeScope(), videos.Split(s).MoveToOuterDisposeScope(), videos.Split(e).MoveToOuterDisposeScope());
    }

    /// <summary>Snippets as they are aligned: <c>[n, D]</c> to <c>[n, E]</c>, half of it for likeness, half for gaps.</summary>
    /// <param name="embedded">e of some snippets</param>
    /// <exception cref="InputException">a tensor of another shape</exception>
    public Tensor Aligned(Tensor embedded)
    {
        Shapes.Expect("FTCL's alignment", (embedded, $"e [N, {width}]"));
        return alignment.call(embedded);
    }
}
