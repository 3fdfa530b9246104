using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.SfNet;

/// <summary>SF-Net's network with its proposals.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="proposals">from scores to intervals</param>
/// <param name="device">where the network is; null: the CPU</param>
public sealed class SfNetSpotter(SfNetNetwork network, SfNetProposals proposals, Device? device = null) : ISpotter
{
    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        var (scores, actionness) = Evaluated(video);
        return proposals.Find(scores, actionness, video.SnippetLength, video.FramesPerSecond);
    }

    /// <summary>The better of both classes' scores with the actionness.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video)
    {
        var (scores, actionness) = Evaluated(video);
        return [.. proposals.Curve(scores, actionness, 0).Zip(proposals.Curve(scores, actionness, 1), Math.Max)];
    }

    private (float[,] Scores, float[] Actionness) Evaluated(SpottingVideo video)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        network.eval();
        SfNetOutput output = network.call(SpotterInput.Pad([video.Features], device));
        return (Foreground(output.Scores.Fused[0]), ProposalSearch.Values(output.Actionness.Fused[0]));
    }

    /// <summary>Scores of micro and macro, <c>[T, 3]</c> to <c>[T, 2]</c>.</summary>
    internal static float[,] Foreground(Tensor scores)
    {
        float[] values = ProposalSearch.Values(scores);
        var foreground = new float[values.Length / SnippetClasses.Count, SnippetClasses.Foreground];
        for (int t = 0; t < foreground.GetLength(0); t++)
            (foreground[t, 0], foreground[t, 1]) = (values[SnippetClasses.Count * t], values[SnippetClasses.Count * t + 1]);
        return foreground;
    }
}
