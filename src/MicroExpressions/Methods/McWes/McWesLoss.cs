using MicroExpressions.Losses;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.McWes;

/// <summary>
/// What MC-WES learns from: the classes that occur in a video, and four consistencies that make up for what these do not tell. All but the
/// last two terms are PWES's baseline, which its paper calls MC-WES "without the attention-guided feature consistency and duration
/// consistency losses", and the same code.
/// </summary>
public sealed record McWesLoss
{
    /// <summary>Weight of the modalities' agreement: the modal-level saliency consistency, with the gate [source CO2-Net].</summary>
    public double Mutual { get; init; } = 1;

    /// <summary>Weight of the attentions' means: the video-level distribution consistency, with <see cref="Pooling"/> [source CO2-Net].</summary>
    public double Sparsity { get; init; } = 0.8;

    /// <summary>Weight of the agreement of attention and background [source CO2-Net].</summary>
    public double Guide { get; init; } = 0.8;

    /// <summary>Weight of the label-level duration consistency [chosen: docs/method.md §1 "Methods from video labels"].</summary>
    public double Duration { get; init; } = 3;

    /// <summary>Weight of the segment-level feature consistency [chosen: 0.1, as PWES's contrast of features].</summary>
    public double Features { get; init; } = 0.1;

    /// <summary>By how much segments of one label should be liker than a segment and the background [source CO2-Net].</summary>
    public double Margin { get; init; } = 0.5;

    /// <summary>k_c: the less of a video a class takes, the fewer snippets speak for it.</summary>
    public ClassPooling Pooling { get; init; } = new();

    /// <summary>
    /// <code>
    /// L = L_vid + λ_guide L_guide + λ_sparse L_sparse + λ_mut L_mut + λ_dur L_dur + λ_feat L_feat
    /// </code>
    /// L_guide and L_sparse each the mean of three, over A, A^r and A^f.
    /// </summary>
    /// <param name="output">the network's, S in [0, 1]</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="mask"><c>[B, T]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="longestMicro">most snippets of a micro-expression of each video, <see cref="DurationConsistencyLoss.LongestMicro"/></param>
    /// <exception cref="InputException">shapes that are not these, lengths that are not the batch's, or a duration below 1</exception>
    public LossTerms Of(SpotterOutput output, Tensor presence, Tensor mask, IReadOnlyList<int> lengths, IReadOnlyList<int> longestMicro)
    {
        var (rgb, flow, attention, features, map) = output.Checked();
        Shapes.Expect("MC-WES's loss", (map, "S [B, T, 3]"), (presence, "y [B, 2]"), (mask, "mask [B, T]"));
        Tensor[] attentions = [attention, rgb, flow];
        return new(
            new LossTerm("L_vid", 1, VideoLoss.Of(attention, map, presence, lengths, Pooling, OverClasses.Mean)),
            new LossTerm("L_guide", Guide, stack([.. attentions.Select(a => GuideLoss.Of(a, map, mask))], 0).mean()),
            new LossTerm("L_sparse", Sparsity, stack([.. attentions.Select(a => SparsityLoss.Of(a, mask))], 0).mean()),
            new LossTerm("L_mut", Mutual, MutualLoss.Of(rgb, flow, mask)),
            new LossTerm("L_dur", Duration, DurationConsistencyLoss.Of(attention, map, presence, lengths, longestMicro)),
            new LossTerm("L_feat", Features, FeatureConsistencyLoss.Of(features, attention, map, presence, lengths, Pooling, Margin)));
    }
}
