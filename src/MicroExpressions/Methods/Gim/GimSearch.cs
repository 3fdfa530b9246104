using MicroExpressions.Annotations;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Gim;

/// <summary>From attention and apexes to intervals. Lengths are in frames of a video at 30 a second.</summary>
public sealed record GimSearch
{
    /// <summary>Lowest attention at which runs are cut [source GIM: 0.2].</summary>
    public double LowestThreshold { get; init; } = 0.2;

    /// <summary>Highest [source GIM: 0.8].</summary>
    public double HighestThreshold { get; init; } = 0.8;

    /// <summary>How many, evenly [source GIM: 7].</summary>
    public int Thresholds { get; init; } = 7;

    /// <summary>Surroundings on each side as a share of the run's length [source GIM: 0.2].</summary>
    public double OuterShare { get; init; } = 0.2;

    /// <summary>
    /// Weight of the apex head's word for the run's class, at the run's frame of most attention [chosen: 0.2 stands in the authors' call; the
    /// function that is called is not public].
    /// </summary>
    public double ApexWeight { get; init; } = 0.2;

    /// <summary>Shorter runs are none [source GIM: 9].</summary>
    public int Shortest { get; init; } = 9;

    /// <summary>Longer runs are none [source GIM: 240].</summary>
    public int Longest { get; init; } = 240;

    /// <summary>σ of the soft suppression [source GIM: 0.3].</summary>
    public double Sigma { get; init; } = 0.3;

    /// <summary>IoU above which, after it, the weaker goes [source GIM: 0.5].</summary>
    public double LargestOverlap { get; init; } = 0.5;

    /// <summary>Macro-expressions that stay in a video [source GIM: 8].</summary>
    public int MostMacro { get; init; } = 8;

    /// <summary>Micro-expressions that stay in a video [source GIM: 2].</summary>
    public int MostMicro { get; init; } = 2;

    /// <summary>What is found, best first.</summary>
    /// <param name="attention">A <c>[T]</c></param>
    /// <param name="apex">micro, macro of each frame, <c>[T, 2]</c> row by row</param>
    /// <param name="frames">video frames that one of T stands for</param>
    /// <param name="framesPerSecond">the video's rate</param>
    internal IReadOnlyList<SpottedInterval> Find(float[] attention, float[] apex, double frames, double framesPerSecond)
    {
        var contrast = new OuterInnerContrast([.. attention.Select(a => (double)a)], OuterShare);
        var scored = ThresholdRuns.Of(attention, ThresholdRuns.Evenly(LowestThreshold, HighestThreshold, Thresholds))
            .Where(run => run.Length >= Shortest && run.Length <= Longest)
            .Select(run =>
            {
                int top = Enumerable.Range(run.First, run.Length).MaxBy(t => attention[t]);
                return (run, contrast.Of(run) + ApexWeight * apex[2 * top + (int)SnippetClasses.Of(Interval(run, 0).Kind)]);
            });
        var found = NonMaximumSuppression.Keep(SoftSuppression.Keep(scored, Sigma, largestOverlap: 0), LargestOverlap).Select(p => Interval(p.Run, p.Score)).ToList();
        return
        [
            .. found.Where(f => f.Kind == ExpressionKind.Macro).Take(MostMacro).Concat(found.Where(f => f.Kind == ExpressionKind.Micro).Take(MostMicro))
                .OrderByDescending(f => f.Score),
        ];

        SpottedInterval Interval(SnippetRun run, double score)
        {
            int onset = (int)Math.Round(run.First * frames) + 1, offset = (int)Math.Round((run.Last + 1) * frames);
            return new(onset, offset, SpottedInterval.KindOf(offset - onset + 1, framesPerSecond), score);
        }
    }
}

/// <summary>GIM's network with its search.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="search">from attention to intervals</param>
/// <param name="steps">frames that a snippet is spread over</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class GimSpotter(GimNetwork network, GimSearch search, int steps, Device? device) : ISpotter
{
    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        (float[] attention, float[] apex) = Said(video);
        return search.Find(attention, apex, video.SnippetLength / (double)steps, video.FramesPerSecond);
    }

    /// <summary>The mean attention of each snippet's frames.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video) => [.. Said(video).Attention.Chunk(steps).Select(ofSnippet => ofSnippet.Average())];

    private (float[] Attention, float[] Apex) Said(SpottingVideo video)
    {
        network.eval();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        GimOutput output = network.call(SpotterInput.Pad([video.Features], device).Joint().select(0, 0));
        return (ProposalSearch.Values(output.Attention), ProposalSearch.Values(output.Apex));
    }
}
