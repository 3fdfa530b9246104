using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.MesNet;

/// <summary>Which clips are proposed: anchors of several lengths at each snippet [chosen, all of it: the publication's are not known].</summary>
public sealed record ClipProposalSettings
{
    /// <summary>The shortest anchor, snippets of a fifteenth of a second [chosen: 0.2 s].</summary>
    public double Shortest { get; init; } = 3;

    /// <summary>How much longer each next one is [chosen: between two of them an expression shares three quarters with the nearer].</summary>
    public double Growth { get; init; } = 1.7;

    /// <summary>Anchors at a snippet [chosen: the longest is 2.8 s].</summary>
    public int Lengths { get; init; } = 6;

    /// <summary>IoU above which the weaker of two proposals goes [source Faster R-CNN].</summary>
    public double LargestOverlap { get; init; } = 0.7;

    /// <summary>Proposals of a window that are looked at more closely [chosen].</summary>
    public int Most { get; init; } = 32;

    /// <summary>The anchors of a window, snippet by snippet, the shortest first; they may look beyond its ends.</summary>
    /// <param name="window">snippets in it</param>
    internal IReadOnlyList<TemporalSegment> Anchors(int window) =>
    [
        .. from place in Enumerable.Range(0, window)
           from i in Enumerable.Range(0, Lengths)
           let half = Shortest * Math.Pow(Growth, i) / 2
           select new TemporalSegment(place + 0.5 - half, place + 0.5 + half),
    ];

    /// <summary>The best proposals of a window: its anchors as they want to move, less those that share much with a better one or are shorter than a snippet.</summary>
    /// <param name="anchors">A</param>
    /// <param name="scores"><c>[A]</c></param>
    /// <param name="shifts"><c>[A, 2]</c></param>
    /// <param name="window">snippets in it</param>
    internal IReadOnlyList<TemporalSegment> Best(IReadOnlyList<TemporalSegment> anchors, ReadOnlyMemory<float> scores, ReadOnlyMemory<float> shifts, int window) =>
    [
        .. SegmentSuppression.Keep(
            anchors.Select((anchor, a) => (Segment: new ClipShift(shifts.Span[2 * a], shifts.Span[2 * a + 1]).Of(anchor, window), Score: (double)scores.Span[a]))
                .Where(p => p.Segment.Length >= 1), LargestOverlap, Most).Select(p => p.Segment),
    ];
}

/// <summary>
/// MESNet's second module: at each snippet, for anchors of several lengths, whether an expression is there and how the anchor must move and
/// grow to be it. <code>[N, D, W] → conv3 ReLU ─┬─ conv1: scores [N, A]
///                      └─ conv1: shifts [N, A, 2]</code>
/// </summary>
internal sealed class ClipProposalNetwork : Module<Tensor, (Tensor Scores, Tensor Shifts)>
{
    /// <summary>Snippets from one that the convolution looks at to the next: twice the last block's, so that two seconds are seen [chosen].</summary>
    private const int Dilation = 8;

    private readonly Conv1d hidden;
    private readonly TemporalConvolution scores, shifts;

    /// <param name="width">D</param>
    /// <param name="lengths">anchors at a snippet</param>
    public ClipProposalNetwork(int width, int lengths) : base(nameof(ClipProposalNetwork))
    {
        hidden = Conv1d(width, width, 3, padding: Dilation, dilation: Dilation);
        scores = SpotterConvolution.Create(width, lengths, kernel: 1);
        shifts = SpotterConvolution.Create(width, 2 * lengths, kernel: 1);
        using (no_grad())
            init.constant_(scores.bias!, RarePrior);
        RegisterComponents();
    }

    /// <summary>Before the sigmoid: few clips are expressions, and nothing has to be learnt for saying that [source focal loss; the share, 5 %, is chosen].</summary>
    public static double RarePrior { get; } = Math.Log(0.05 / 0.95);

    /// <summary>Scores before the sigmoid <c>[N, A]</c> and shifts <c>[N, A, 2]</c>, in the order of the anchors.</summary>
    public override (Tensor Scores, Tensor Shifts) forward(Tensor features)
    {
        using var scope = NewDisposeScope();
        Tensor h = ChannelBlocks.Convolution(features, hidden.weight, hidden.bias, [1], [Dilation], [Dilation]).relu_();
        Tensor s = scores.call(h).transpose(1, 2).flatten(1), g = shifts.call(h).transpose(1, 2).reshape(h.shape[0], -1, 2);
        return (s.MoveToOuterDisposeScope(), g.MoveToOuterDisposeScope());
    }
}
