using MicroExpressions.Models;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>The 3D-CNN with its search.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="method">distances and search</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class ReferenceFrameSpotter(ReferenceFrameNetwork network, ReferenceFrameMethod method, Device? device = null) : ISpotter
{
    private const int RowsAtOnce = 128;

    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        var (micro, macro) = Scores(video);
        return method.Search.Find(micro, macro, video.SnippetLength, video.FramesPerSecond);
    }

    /// <summary>The better score of each row's frame.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video)
    {
        var (micro, macro) = Scores(video);
        return [.. micro.Zip(macro, Math.Max)];
    }

    private (float[] Micro, float[] Macro) Scores(SpottingVideo video)
    {
        if (video.Features.Flow.Dimension != 1)
            throw new InputException(
                $"features of {video.Name}", $"{video.Features.Flow.Dimension} numbers a row beside the faces", "1, which the network does not look at",
                $"Extract the features that are 3D-CNN's own: mex features extract SET --extractor normalised-face.");
        network.eval();
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor faces = SpotterInput.Pad([video.Features], device).Rgb[0];                  // [T, S²]
        var (k, K) = method.Distances(video);
        int count = video.Features.Snippets;
        var (micro, macro) = (new float[count], new float[count]);
        foreach (int[] rows in Enumerable.Range(0, count).Chunk(RowsAtOnce))
        {
            using DisposeScope batch = NewDisposeScope();
            float[] scores = ProposalSearch.Values(network.call(Clips(k), Clips(K)).sigmoid());
            for (int i = 0; i < rows.Length; i++)
                (micro[rows[i]], macro[rows[i]]) = (scores[2 * i], scores[2 * i + 1]);

            Tensor Clips(int distance) => ReferenceFrameClips.Of(
                faces.index_select(0, tensor(rows.SelectMany(r => ReferenceFrameClips.Rows(r, distance, count).Select(row => (long)row)).ToArray(), device: device)), method.Faces.Side);
        }
        return (micro, macro);
    }
}
