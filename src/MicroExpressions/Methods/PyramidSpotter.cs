using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>Which of a pyramid's proposals stay.</summary>
public sealed record PyramidSearch
{
    /// <summary>IoU above which the weaker proposal goes [source LSSNet: 0.2, class by class; LGSNet: 0.01, whatever the class].</summary>
    public double LargestOverlap { get; init; } = 0.2;

    /// <summary>Proposals that stay in a video [source LSSNet: 200; LGSNet: 30].</summary>
    public int Most { get; init; } = 200;
}

/// <summary>A pyramid over a whole video: windows, proposals of all of them, one suppression.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="pyramid">lengths</param>
/// <param name="search">which proposals stay</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class PyramidSpotter(PyramidNetwork network, PyramidSettings pyramid, PyramidSearch search, Device? device = null) : ISpotter
{
    private const int WindowsAtOnce = 64;

    /// <summary>Ends to the nearest frame; what is shorter than a frame is none.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video) => KeptSegments.Intervals(Kept(video), FramesOfStep(video), video.FramesPerSecond);

    /// <inheritdoc/>
    public IReadOnlyList<float> Curve(SpottingVideo video) => KeptSegments.Curve(Kept(video), video.Features.Snippets, pyramid.StepsPerSnippet);

    private IReadOnlyList<(TemporalSegment Segment, double Score)> Kept(SpottingVideo video) =>
        SegmentSuppression.Keep(Proposals(video).Where(p => p.Segment.Length * FramesOfStep(video) >= 1), search.LargestOverlap, search.Most);

    private double FramesOfStep(SpottingVideo video) => video.SnippetLength / (double)pyramid.StepsPerSnippet;

    /// <summary>Of all windows, in steps of the video, cut to it.</summary>
    private List<(TemporalSegment Segment, double Score)> Proposals(SpottingVideo video)
    {
        network.eval();
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor snippets = SpotterInput.Pad([video.Features], device).Joint();      // [1, T, D]
        int length = video.Features.Snippets, end = length * pyramid.StepsPerSnippet;
        var proposals = new List<(TemporalSegment, double)>();
        foreach (int[] firsts in VideoWindows.Starts(length, pyramid, pyramid.TestStride).Chunk(WindowsAtOnce))
        {
            using DisposeScope batch = NewDisposeScope();
            PyramidOutput output = network.call(VideoWindows.Cut(snippets, [.. firsts.Select(first => (0, length, first))], pyramid));
            foreach ((int w, var ofWindow) in PyramidProposals.Of(output, pyramid).Index())
                foreach ((TemporalSegment segment, double score) in ofWindow)
                    if (Moved(segment, firsts[w] * pyramid.StepsPerSnippet) is { Length: > 0 } inVideo)
                        proposals.Add((inVideo, score));
        }
        return proposals;

        TemporalSegment Moved(TemporalSegment segment, int by) => new(segment.Start + by, Math.Min(end, segment.End + by));
    }
}
