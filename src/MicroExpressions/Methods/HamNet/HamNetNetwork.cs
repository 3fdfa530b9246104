using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.HamNet;

/// <summary>
/// Two branches over the same snippets.
/// <code>
///     ┌─ conv₃ ─ conv₃ ─ drop ─ conv₁ ── S    scores of the classes
/// x ──┤
///     └─ conv₃ ─ conv₃ ─ conv₁ ─ σ ───── A    attention
/// </code>
/// </summary>
public sealed class HamNetNetwork : Module<SpotterInput, (Tensor attention, Tensor scores)>
{
    private readonly TemporalConvolution first, second, classifier, attention_first, attention_second, attention_score;
    private readonly double slope, rate;
    private readonly int features;

    /// <param name="method">widths and rates</param>
    /// <param name="features">numbers a snippet, of both modalities</param>
    public HamNetNetwork(HamNetMethod method, int features) : base(nameof(HamNetNetwork))
    {
        (slope, rate, this.features) = (method.LeakySlope, method.Dropout, features);
        first = SpotterConvolution.Create(features, method.Width, kernel: 3);
        second = SpotterConvolution.Create(method.Width, method.Width, kernel: 3);
        classifier = SpotterConvolution.Create(method.Width, SnippetClasses.Count, kernel: 1);
        attention_first = SpotterConvolution.Create(features, method.AttentionWidth, kernel: 3);
        attention_second = SpotterConvolution.Create(method.AttentionWidth, method.AttentionWidth, kernel: 3);
        attention_score = SpotterConvolution.Create(method.AttentionWidth, 1, kernel: 1);
        RegisterComponents();
    }

    /// <summary>A batch of videos to their attention <c>[B, T]</c> and scores <c>[B, T, 3]</c>, logits; both 0 where a video was filled up.</summary>
    /// <param name="input">the batch</param>
    /// <exception cref="InputException">features of another number than the network was made for, or modalities, mask and lengths that differ</exception>
    public override (Tensor attention, Tensor scores) forward(SpotterInput input)
    {
        Tensor both = input.Joint();                                                                    // [B, T, D]
        Shapes.Expect("HAM-Net", (both, $"F [B, T, {features}]"));
        using var scope = NewDisposeScope();
        var videos = new JoinedVideos(input);
        Tensor x = MinimalFiltering.Laid(videos.Join(both).transpose(1, 2), first, attention_first).mul_(videos.Mask);          // [1, D, N], 0 between videos
        Tensor scores = MinimalFiltering.Rectified(first, x, slope, videos.Mask);
        scores = MinimalFiltering.Rectified(second, scores, slope);
        scores = SpotterConvolution.OfSingle(classifier, SpotterDropout.Of(scores, rate, training)) * videos.Mask;      // [1, 3, N]
        Tensor attention = MinimalFiltering.Rectified(attention_first, x, slope, videos.Mask);
        attention = MinimalFiltering.Rectified(attention_second, attention, slope);
        attention = SpotterConvolution.OfSingle(attention_score, attention).sigmoid() * videos.Mask;    // [1, 1, N]
        return (videos.Split(attention).squeeze(2).MoveToOuterDisposeScope(), videos.Split(scores).MoveToOuterDisposeScope());
    }
}
