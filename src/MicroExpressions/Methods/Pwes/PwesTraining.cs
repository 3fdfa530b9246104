using MicroExpressions.Losses;
using MicroExpressions.Metrics;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Pwes;

/// <summary>
/// A spotter while it is trained: the network, the memory bank and the training videos with their points. As one module, so that a
/// checkpoint holds all of it.
/// </summary>
public sealed class PwesTraining : VideoTraining
{
    private readonly ExpressionSpotter spotter;
    private readonly MemoryBank? bank;
    private readonly PwesMethod method;

    /// <param name="method">network, labels, loss; its seed decides the initial weights</param>
    /// <param name="videos">the training videos with all their labels: what the method's supervision does not tell is taken out</param>
    /// <param name="device">where to train</param>
    /// <exception cref="InputException">no video, one without labels, a kind of expression that no video has, features that disagree with the settings or each other</exception>
    public PwesTraining(PwesMethod method, IReadOnlyList<SpottingVideo> videos, Device? device = null)
        : this(method, [.. videos.Select(v => TaughtVideo.Of(v, method.Supervision, method.Points))], device)
    {
    }

    /// <param name="method">network, labels, loss; its seed decides the initial weights</param>
    /// <param name="videos">the training videos, each with a label</param>
    /// <param name="device">where to train</param>
    /// <exception cref="InputException">no video, one without labels, a kind of expression that no video has, features that disagree with the settings or each other</exception>
    public PwesTraining(PwesMethod method, IReadOnlyList<TaughtVideo> videos, Device? device = null)
        : base(nameof(PwesTraining), method, Checked(method, videos), device, method.Model.VideoScaling)
    {
        this.method = method;
        using (NewDisposeScope())
        {
            SpotterInput all = Taught.Batch([.. Enumerable.Range(0, videos.Count)]);
            spotter = new ExpressionSpotter(method.Model, Scale(all.Rgb, all.Mask), Scale(all.Flow, all.Mask)).to(Device);
            if (method.Loss.Contrastive != 0 && method.Supervision != Supervision.Video)
                bank = new MemoryBank(videos.Count, method.Regions, method.Model.FusedWidth).to(Device);
        }
        RegisterComponents();
    }

    /// <summary>The network; evaluates after the training.</summary>
    public ExpressionSpotter Spotter => spotter;

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(spotter, new PwesSpotter(spotter, method.Search, Device));

    /// <summary>
    /// The pseudo labels that a training video would get now, <c>[T, 3]</c> row by row: called between steps, it shows how they evolve.
    /// Changes nothing.
    /// </summary>
    /// <param name="video">its position among the training videos</param>
    /// <exception cref="InvalidOperationException">the method has no generator</exception>
    public float[] PseudoLabels(int video)
    {
        IPseudoLabelGenerator generator = method.PseudoLabels ?? throw new InvalidOperationException("this method makes no pseudo labels");
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        bool before = spotter.training;
        SpotterOutput one = Evaluated(spotter.Before(Taught.Batch([video])), tracked: false).Of(0, Taught.Videos[video].Snippets);
        spotter.train(before);
        return ProposalSearch.Values(generator.Generate(Evidence(video, one)));
    }

    /// <summary>One step's loss. Until the end of pre-training only the videos' classes and the attention's own terms count.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        SpotterInput input = Taught.Batch(step.Examples);
        SpotterBeginning beginning = spotter.Before(input);
        SpotterOutput output = spotter.After(beginning);
        Tensor presence = Taught.Presence(step.Examples);
        bool first = step.Number < method.PreTraining;
        if (method.Supervision == Supervision.Video || (first && !method.PointsWhilePreTraining))
            return method.Loss.Of(output, input, presence, null, null);
        if (first)
            return method.Loss.Of(output, input, presence, Padded(Labels(step.Examples, NoPseudoLabels(input))), null);
        SpotterOutput? clean = method.RegionsWithoutDropout && bank is not null ? Evaluated(beginning, tracked: true) : null;
        IReadOnlyList<Tensor> pseudo = PseudoLabels(step.Examples, input, beginning, output, clean), labels = Labels(step.Examples, pseudo);    // [T_b, 3] each
        return method.Loss.Of(output, input, presence, Padded(labels),
            bank is null ? null : Contrast(step.Examples, clean ?? output, method.PointsInRegions ? labels : pseudo));

        Tensor Padded(IReadOnlyList<Tensor> ofVideos) =>
            stack([.. ofVideos.Select(y => nn.functional.pad(y, [0, 0, 0, input.Mask.shape[1] - y.shape[0]]))], 0);    // [B, T, 3]
    }

    /// <summary>Ỹ of each video: points and pseudo labels; the oracle's pseudo labels need no points.</summary>
    private IReadOnlyList<Tensor> Labels(IReadOnlyList<int> examples, IReadOnlyList<Tensor> pseudo) =>
        method.Supervision == Supervision.Full ? pseudo : [.. examples.Select((video, b) => SnippetLoss.Labels(Taught.Videos[video].Points, pseudo[b]))];

    /// <summary>ŷ of each video.</summary>
    private IReadOnlyList<Tensor> PseudoLabels(
        IReadOnlyList<int> examples, SpotterInput input, SpotterBeginning beginning, SpotterOutput output, SpotterOutput? clean)
    {
        if (method.Supervision == Supervision.Full)
            return [.. examples.Select((video, b) => tensor(SnippetLabelScore.Truth(Taught.Videos[video].Intervals, input.Lengths[b], Taught.Videos[video].Video.SnippetLength),
                device: Device).view(input.Lengths[b], SnippetClasses.Count))];
        if (method.PseudoLabels is null)
            return NoPseudoLabels(input);
        SpotterOutput seen = method.LabelsWithoutDropout ? clean ?? Evaluated(beginning, tracked: false) : output;
        return
        [
            .. examples.Select((video, b) =>
            {
                SpotterOutput one = seen.Of(b, input.Lengths[b]);
                return method.PseudoLabels.Generate(Evidence(video, one));
            }),
        ];
    }

    private SnippetEvidence Evidence(int video, SpotterOutput one)
    {
        TaughtVideo taught = Taught.Videos[video];
        return new(one.Features.detach(), one.Attention.detach(), one.ActivationMap.detach(), taught.Points) { SnippetSeconds = taught.Video.SnippetLength / taught.Video.FramesPerSecond };
    }

    private IReadOnlyList<Tensor> NoPseudoLabels(SpotterInput input) => [.. input.Lengths.Select(length => zeros(length, SnippetClasses.Count, device: Device))];

    private SpotterOutput Evaluated(SpotterBeginning beginning, bool tracked)
    {
        using IDisposable? untracked = tracked ? null : no_grad();
        spotter.eval();
        SpotterOutput output = spotter.After(beginning);
        spotter.train();
        return output;
    }

    /// <summary>L_fcl against the bank as it was before this step, which then takes this step's vectors.</summary>
    private Tensor Contrast(IReadOnlyList<int> examples, SpotterOutput output, IReadOnlyList<Tensor> labels)
    {
        (Tensor vectors, IReadOnlyList<IReadOnlyList<SnippetClass?>> classes) = method.Regions.Sample(output.Features, labels);    // [B, slots, D]
        Tensor loss = ContrastiveLoss.Of(new(vectors.flatten(0, 1), [.. classes.SelectMany(c => c)]), bank!.All(), method.Loss.Temperature);
        foreach (var (b, video) in examples.Index())
            bank.Write(video, vectors.select(0, b), classes[b]);
        return loss;
    }

    private FeatureScaling? Scale(Tensor features, Tensor mask) => method.Scaling ? FeatureScaling.Of(features[mask.gt(0)]) : null;    // [ΣT, D]

    private static IReadOnlyList<TaughtVideo> Checked(PwesMethod method, IReadOnlyList<TaughtVideo> videos)
    {
        method.Loss.Checked();
        TaughtVideo.Check(videos);
        if (videos.FirstOrDefault(v => Dimensions(v) != (method.Model.RgbDimension, method.Model.FlowDimension)) is TaughtVideo other)
            throw new InputException(
                $"video {other.Video.Name}", $"features of {Dimensions(other).Rgb} and {Dimensions(other).Flow} numbers a snippet",
                $"{method.Model.RgbDimension} and {method.Model.FlowDimension} as the settings say", "Set the model's dimensions to those of the feature files.");
        if (method.Supervision == Supervision.Full && videos.All(v => v.Intervals.All(i => i.Onset == i.Offset)))
            throw new InputException(
                "training with every snippet's true label", $"{videos.Sum(v => v.Intervals.Count)} expressions of one frame each in {videos.Count} videos, which are points", "onset and offset of the expressions",
                "Give labels with onset and offset, or leave the oracle's rows out: --row names the others.");
        return videos;

        static (int Rgb, int Flow) Dimensions(TaughtVideo taught) => (taught.Video.Features.Rgb.Dimension, taught.Video.Features.Flow.Dimension);
    }
}
