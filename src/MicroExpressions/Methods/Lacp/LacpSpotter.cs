using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Lacp;

/// <summary>LACP's network with its proposals.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="proposals">from scores to intervals</param>
/// <param name="device">where the network is; null: the CPU</param>
public sealed class LacpSpotter(LacpNetwork network, LacpProposals proposals, Device? device = null) : ISpotter
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
        return network.call(SpotterInput.Pad([video.Features], device));
    }
}
