using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Lacp;

/// <summary>LACP while it learns: the network, and each video's best sequences as they were found last.</summary>
internal sealed class LacpTraining : MethodTraining
{
    private const int VideosAtOnce = 8;

    private readonly LacpNetwork network;
    private readonly Tensor sequences;      // [videos, 2, T]: 1 where a snippet is part of an expression of the class
    private readonly LacpMethod method;
    private readonly TaughtVideos videos;
    private readonly Device device;

    /// <param name="method">all settings; its seed decides the initial weights</param>
    /// <param name="videos">the training videos, each with its points</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach, or one without a point</exception>
    public LacpTraining(LacpMethod method, IReadOnlyList<TaughtVideo> videos, Device? device = null) : base(nameof(LacpTraining))
    {
        (this.method, this.device) = (method, device ?? CPU);
        this.videos = new(videos, device);
        this.videos.CheckPoints("LACP");
        manual_seed(method.Training.Seed);
        var (rgb, flow) = this.videos.Dimensions;
        using (NewDisposeScope())
        {
            network = new LacpNetwork(method, rgb, flow).to(this.device);
            sequences = zeros(videos.Count, SnippetClasses.Foreground, videos.Max(v => v.Snippets), dtype: int8).DetachFromDisposeScope();
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new LacpSpotter(network, method.Proposals, device));

    /// <inheritdoc/>
    protected override int Examples => videos.Videos.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => method.Training;

    /// <inheritdoc/>
    protected override string Description => method.Describe() + $"\n{NumericBasis.Of(device)}\n{videos.Names}";

    /// <summary>The expressions of a class in a training video, as the last search found them: called between steps, it shows how they evolve.</summary>
    /// <param name="video">its position among the training videos</param>
    /// <param name="snippetClass">micro or macro</param>
    public bool[] Sequence(int video, SnippetClass snippetClass)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. sequences[video, (int)snippetClass].narrow(0, 0, videos.Videos[video].Snippets).cpu().data<sbyte>().Select(s => s != 0)];
    }

    /// <summary>One step's loss. Before the first search the classes of the videos, the points and the background seeds teach alone.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        bool searched = step.Number >= method.SearchEvery;
        if (searched && step.Number % method.SearchEvery == 0)
            Search();
        SpotterInput input = videos.Batch(step.Examples);
        LacpOutput output = network.call(input);
        Tensor presence = videos.Presence(step.Examples), background = output.Background.detach();
        var (points, seeds) = (new float[input.Mask.shape[0], input.Mask.shape[1], SnippetClasses.Count], new float[input.Mask.shape[0], input.Mask.shape[1]]);
        foreach (var (b, video) in step.Examples.Index())
        {
            foreach (SnippetPoint point in videos.Videos[video].Points)
                points[b, point.Snippet, (int)point.Class] = 1;
            bool[] ofVideo = method.Seeding.Of(ProposalSearch.Values(background[b].narrow(0, 0, input.Lengths[b])), videos.Videos[video].Points).Background;
            for (int t = 0; t < ofVideo.Length; t++)
                seeds[b, t] = ofVideo[t] ? 1 : 0;
        }
        Tensor labels = from_array(points).to(device), outside = cat([zeros_like(labels.narrow(2, 0, SnippetClasses.Foreground)), ones_like(labels.narrow(2, 0, 1))], dim: 2);
        LacpLoss loss = method.Loss;
        LossTerm[] always =
        [
            new("L_vid", loss.Video, loss.VideoTerm(output.Probabilities, presence, input.Lengths)),
            new("L_point", loss.Point, loss.FocalTerm(output, labels, labels.amax([2]))),
            new("L_bg", loss.Background, loss.FocalTerm(output, outside, from_array(seeds).to(device))),
        ];
        if (!searched)
            return new(always);
        IReadOnlyList<SequenceParts>[] parts = [.. step.Examples.Select(Parts)];
        return new(
        [
            .. always,
            new("L_score", loss.Score, loss.ScoreTerm(output.Fused, parts)),
            new("L_feat", loss.Feature, loss.FeatureTerm(output.Features, parts, step.Random)),
        ]);
    }

    private IReadOnlyList<SequenceParts> Parts(int video) =>
    [
        .. new[] { SnippetClass.Micro, SnippetClass.Macro }.Where(videos.Videos[video].Classes.Contains).Select(c => SequenceParts.Of(c, Sequence(video, c))).OfType<SequenceParts>(),
    ];

    /// <summary>Each training video's best sequences by the network as it is, without dropout.</summary>
    private void Search()
    {
        using IDisposable untracked = no_grad();
        network.eval();
        foreach (int[] batch in Enumerable.Range(0, Examples).Chunk(VideosAtOnce))
        {
            using DisposeScope scope = NewDisposeScope();
            SpotterInput input = videos.Batch(batch);
            LacpOutput output = network.call(input);
            Tensor fused = output.Fused.transpose(1, 2), background = output.Background;
            foreach (var (b, video) in batch.Index())
            {
                int length = input.Lengths[b];
                SnippetSeeds seeds = method.Seeding.Of(ProposalSearch.Values(background[b].narrow(0, 0, length)), videos.Videos[video].Points);
                foreach (SnippetClass c in new[] { SnippetClass.Micro, SnippetClass.Macro })
                {
                    bool[] expression = method.Sequence.Best(ProposalSearch.Values(fused[b, (int)c].narrow(0, 0, length)), seeds, c).Expression;
                    using Tensor found = tensor(expression.Select(e => (sbyte)(e ? 1 : 0)).ToArray(), dtype: int8, device: device);
                    sequences[video, (int)c].narrow(0, 0, length).copy_(found);
                }
            }
        }
        network.train();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }
}
