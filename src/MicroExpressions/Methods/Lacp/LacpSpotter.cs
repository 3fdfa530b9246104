using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Lacp;

/// <summary>A network that says of snippets what LACP's does, with LACP's proposals.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="says">what it says of a batch</param>
/// <param name="proposals">from scores to intervals</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class LacpSpotter(nn.Module network, Func<SpotterInput, LacpOutput> says, LacpProposals proposals, Device? device) : ISpotter
{
    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        return proposals.Find(Evaluated(video), video);
    }

    /// <summary>The better of both classes' <c>P_c (1 − P_bg)</c>.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        return ProposalSearch.Values(Evaluated(video).Fused[0].amax([1]));
    }

    private LacpOutput Evaluated(SpottingVideo video)
    {
        network.eval();
        return says(SpotterInput.Pad([video.Features], device));
    }
}
