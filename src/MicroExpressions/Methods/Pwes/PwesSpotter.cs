using MicroExpressions.Models;
using MicroExpressions.Spotting;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Pwes;

/// <summary>PWES's network with its search.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="search">from attention to intervals</param>
/// <param name="device">where the network is; null: the CPU</param>
public sealed class PwesSpotter(ExpressionSpotter network, ProposalSearch search, Device? device = null) : ISpotter
{
    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video) => Curves(video).Find(search);

    /// <summary>The attention A.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video) => Curves(video).Attention;

    private SnippetCurves Curves(SpottingVideo video) => SnippetCurves.Of(network, [video], device)[0];
}
