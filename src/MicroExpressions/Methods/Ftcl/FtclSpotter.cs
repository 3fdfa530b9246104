using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>FTCL's network with its search.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="method">how scores are pooled and intervals read</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class FtclSpotter(FtclNetwork network, FtclMethod method, Device? device) : ISpotter
{
    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        using DisposeScope scope = NewDisposeScope();
        FtclOutput output = Said(video);
        Tensor told = method.Loss.Told(output, 0, [video.Features.Snippets]).narrow(1, 0, SnippetClasses.Foreground);
        return method.Search.Find(
            ProposalSearch.Values(output.Attention.select(2, 0)), ProposalSearch.Values(output.Attended(0).softmax(2)), ProposalSearch.Values(told),
            video.SnippetLength, video.FramesPerSecond);
    }

    /// <summary>The attention to expressions.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video)
    {
        using DisposeScope scope = NewDisposeScope();
        return ProposalSearch.Values(Said(video).Attention.select(2, 0));
    }

    private FtclOutput Said(SpottingVideo video)
    {
        network.eval();
        using IDisposable untracked = no_grad();
        return network.call(SpotterInput.Pad([video.Features], device));
    }
}
