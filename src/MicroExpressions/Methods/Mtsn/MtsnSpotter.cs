using MicroExpressions.Models;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>MTSN's network with its search.</summary>
/// <param name="network">left in evaluation mode</param>
/// <param name="search">from scores to intervals</param>
/// <param name="device">where the network is; null: the CPU</param>
internal sealed class MtsnSpotter(MtsnNetwork network, PeakSearch search, Device? device = null) : ISpotter
{
    private const int RowsAtOnce = 256;

    /// <inheritdoc/>
    public IReadOnlyList<SpottedInterval> Find(SpottingVideo video)
    {
        IReadOnlyList<float> scores = Curve(video);
        return search.Find(scores, scores, video.SnippetLength, video.FramesPerSecond);
    }

    /// <summary>The score of each row's frame.</summary>
    /// <param name="video">its features</param>
    public IReadOnlyList<float> Curve(SpottingVideo video)
    {
        network.eval();
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        SpotterInput input = SpotterInput.Pad([video.Features], device);
        return
        [
            .. Enumerable.Range(0, video.Features.Snippets).Chunk(RowsAtOnce).SelectMany(rows =>
            {
                using DisposeScope batch = NewDisposeScope();
                return ProposalSearch.Values(network.call(input.Rgb[0].narrow(0, rows[0], rows.Length), input.Flow[0].narrow(0, rows[0], rows.Length)));
            }),
        ];
    }
}
