using MicroExpressions.Models;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>A network of attention and class scores with its search.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="says">its attention A <c>[B, T]</c> and scores of the classes S <c>[B, T, 3]</c> of a batch</param>
/// <param name="search">from attention to intervals</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class AttentionSpotter(nn.Module network, Func<SpotterInput, (Tensor Attention, Tensor Scores)> says, ThresholdSearch search, Device? device) : ISpotter
{
    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        (float[] attention, float[] scores) = Said(video);
        return search.Find(attention, scores, video.SnippetLength, video.FramesPerSecond);
    }

    /// <summary>The attention A.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video) => Said(video).Attention;

    private (float[] Attention, float[] Scores) Said(SpottingVideo video)
    {
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        (Tensor attention, Tensor scores) = says(SpotterInput.Pad([video.Features], device));
        return (ProposalSearch.Values(attention), ProposalSearch.Values(scores));
    }
}
