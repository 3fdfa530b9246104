using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Lacp;

/// <summary>Each training video's best sequences as they were found last: a module, so that checkpoints hold them.</summary>
internal sealed class BestSequences : nn.Module
{
    private const int VideosAtOnce = 8;

    private readonly Tensor sequences;      // [videos, 2, T]: 1 where a snippet is part of an expression of the class
    private readonly TaughtVideos videos;
    private readonly SnippetSeeding seeding;
    private readonly SequenceSearch search;

    /// <param name="videos">the training videos</param>
    /// <param name="seeding">snippets that are taken to be known</param>
    /// <param name="search">the best sequence</param>
    public BestSequences(TaughtVideos videos, SnippetSeeding seeding, SequenceSearch search) : base(nameof(BestSequences))
    {
        (this.videos, this.seeding, this.search) = (videos, seeding, search);
        sequences = zeros(videos.Videos.Count, SnippetClasses.Foreground, videos.Videos.Max(v => v.Snippets), dtype: int8).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>The expressions of a class in a training video.</summary>
    /// <param name="video">its position among the training videos</param>
    /// <param name="snippetClass">micro or macro</param>
    public bool[] Of(int video, SnippetClass snippetClass)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. sequences[video, (int)snippetClass].narrow(0, 0, videos.Videos[video].Snippets).cpu().data<sbyte>().Select(s => s != 0)];
    }

    /// <summary>The parts of the sequences of the classes that a training video has.</summary>
    /// <param name="video">its position among the training videos</param>
    public IReadOnlyList<SequenceParts> Parts(int video) =>
    [
        .. new[] { SnippetClass.Micro, SnippetClass.Macro }.Where(videos.Videos[video].Classes.Contains).Select(c => SequenceParts.Of(c, Of(video, c))).OfType<SequenceParts>(),
    ];

    /// <summary>Searches them anew by the network as it is, without dropout.</summary>
    /// <param name="network">left in training mode</param>
    /// <param name="says">what it says of a batch</param>
    public void Search(nn.Module network, Func<SpotterInput, LacpOutput> says)
    {
        using IDisposable untracked = no_grad();
        network.eval();
        foreach (int[] batch in Enumerable.Range(0, videos.Videos.Count).Chunk(VideosAtOnce))
        {
            using DisposeScope scope = NewDisposeScope();
            SpotterInput input = videos.Batch(batch);
            LacpOutput output = says(input);
            Tensor fused = output.Fused.transpose(1, 2), background = output.Background;
            foreach (var (b, video) in batch.Index())
            {
                int length = input.Lengths[b];
                SnippetSeeds seeds = seeding.Of(ProposalSearch.Values(background[b].narrow(0, 0, length)), videos.Videos[video].Points);
                foreach (SnippetClass c in new[] { SnippetClass.Micro, SnippetClass.Macro })
                {
                    bool[] expression = search.Best(ProposalSearch.Values(fused[b, (int)c].narrow(0, 0, length)), seeds, c).Expression;
                    using Tensor found = tensor(expression.Select(e => (sbyte)(e ? 1 : 0)).ToArray(), dtype: int8);
                    sequences[video, (int)c].narrow(0, 0, length).copy_(found);
                }
            }
        }
        network.train();
    }
}
