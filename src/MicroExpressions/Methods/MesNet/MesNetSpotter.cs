using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.MesNet;

/// <summary>MESNet over a whole video: windows, the clips of all of them where their last module moves them, one suppression.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="method">windows, suppression</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class MesNetSpotter(MesNetNetwork network, MesNetMethod method, Device? device = null) : ISpotter
{
    private const int WindowsAtOnce = 8;

    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video) => KeptSegments.Intervals(Kept(video), video.SnippetLength, video.FramesPerSecond);

    /// <inheritdoc/>
    public IReadOnlyList<float> Curve(SpottingVideo video) => KeptSegments.Curve(Kept(video), video.Features.Snippets, stepsPerSnippet: 1);

    private IReadOnlyList<(TemporalSegment Segment, double Score)> Kept(SpottingVideo video) =>
        SegmentSuppression.Keep(Clips(video).Where(c => c.Segment.Length * video.SnippetLength >= 1), method.LargestOverlap, int.MaxValue);

    /// <summary>Of all windows, in snippets of the video, cut to it.</summary>
    private List<(TemporalSegment Segment, double Score)> Clips(SpottingVideo video)
    {
        network.eval();
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor snippets = SpotterInput.Pad([video.Features], device).Joint();      // [1, T, D]
        int length = video.Features.Snippets;
        var clips = new List<(TemporalSegment, double)>();
        foreach (int[] firsts in VideoWindows.Starts(length, method.Windows, method.Windows.TestStride).Chunk(WindowsAtOnce))
        {
            using DisposeScope batch = NewDisposeScope();
            Tensor maps = VideoWindows.Cut(snippets, [.. firsts.Select(first => (0, length, first))], method.Windows);
            MesNetOutput output = network.call(maps, [.. firsts.Select(_ => Array.Empty<TemporalSegment>())]);
            float[] scores = ProposalSearch.Values(output.ClipScores.sigmoid()), shifts = ProposalSearch.Values(output.ClipShifts);
            foreach (var (m, (first, clip)) in output.Clips.Zip(firsts).SelectMany(w => w.First.Select(clip => (w.Second, clip))).Index())
            {
                TemporalSegment moved = new ClipShift(shifts[2 * m], shifts[2 * m + 1]).Of(clip, method.Window);
                clips.Add((new(moved.Start + first, Math.Min(moved.End + first, length)), scores[m]));
            }
        }
        return clips;
    }
}
