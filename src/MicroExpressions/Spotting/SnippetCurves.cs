using MicroExpressions.Metrics;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Spotting;

/// <summary>What a trained spotter says about one video, snippet by snippet.</summary>
/// <param name="Video">the video</param>
/// <param name="RgbAttention">A^r <c>[T]</c></param>
/// <param name="FlowAttention">A^f <c>[T]</c></param>
/// <param name="Attention">A <c>[T]</c></param>
/// <param name="ActivationMap">S <c>[T, 3]</c>, row-major</param>
public sealed record SnippetCurves(SpottingVideo Video, float[] RgbAttention, float[] FlowAttention, float[] Attention, float[] ActivationMap)
{
    private const int VideosAtOnce = 8;

    /// <summary>Runs the spotter over videos of any length; the result does not depend on which share a batch.</summary>
    /// <param name="spotter">left in evaluation mode</param>
    /// <param name="videos">the videos</param>
    /// <param name="device">where the spotter is</param>
    public static IReadOnlyList<SnippetCurves> Of(ExpressionSpotter spotter, IReadOnlyList<SpottingVideo> videos, Device? device = null)
    {
        spotter.eval();
        using IDisposable untracked = no_grad();
        var curves = new List<SnippetCurves>(videos.Count);
        foreach (SpottingVideo[] batch in videos.Chunk(VideosAtOnce))
        {
            using DisposeScope scope = NewDisposeScope();
            SpotterInput input = SpotterInput.Pad([.. batch.Select(v => v.Features)], device);
            SpotterOutput output = spotter.call(input);
            for (int b = 0; b < batch.Length; b++)
            {
                SpotterOutput one = output.Of(b, input.Lengths[b]);
                curves.Add(new(batch[b], ProposalSearch.Values(one.RgbAttention), ProposalSearch.Values(one.FlowAttention),
                    ProposalSearch.Values(one.Attention), ProposalSearch.Values(one.ActivationMap)));
            }
        }
        return curves;
    }

    /// <summary>What is found in the video, best first.</summary>
    public IReadOnlyList<SpottedInterval> Find(ProposalSearch search) =>
        search.Find(Attention, ActivationMap, Video.SnippetLength, Video.FramesPerSecond);

    /// <summary>The same, as the metrics take it.</summary>
    public IEnumerable<Detection> Detect(ProposalSearch search) => Find(search).Select(f => f.In(Video.Subject, Video.Name));
}
