using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// A spotter while it is trained: the network, the memory bank and the training videos with their points. As one module, so that a
/// checkpoint holds all of it.
/// </summary>
public sealed class SpotterTraining : nn.Module
{
    private readonly ExpressionSpotter spotter;
    private readonly MemoryBank? bank;
    private readonly SpottingMethod method;
    private readonly Device device;
    private readonly IReadOnlyList<SpottingVideo> videos;
    private readonly IReadOnlyList<IReadOnlyList<SnippetPoint>> points;

    /// <param name="method">network, labels, loss; its seed decides the initial weights</param>
    /// <param name="videos">the training videos, each with a label</param>
    /// <param name="device">where to train</param>
    /// <exception cref="InputException">no video, one without labels, a kind of expression that no video has, features that disagree with the settings or each other</exception>
    public SpotterTraining(SpottingMethod method, IReadOnlyList<SpottingVideo> videos, Device? device = null) : base(nameof(SpotterTraining))
    {
        (this.method, this.videos, this.device) = (method, videos, device ?? CPU);
        Check(method, videos);
        points = [.. videos.Select(v => v.Points(method.Points))];
        manual_seed(method.Training.Seed);
        using (NewDisposeScope())
        {
            SpotterInput? all = method.Scaling ? SpotterInput.Pad([.. videos.Select(v => v.Features)]) : null;
            spotter = new ExpressionSpotter(method.Model, Scale(all?.Rgb, all?.Mask), Scale(all?.Flow, all?.Mask)).to(this.device);
            if (method.Loss.Contrastive != 0)
                bank = new MemoryBank(videos.Count, method.Regions, method.Model.FusedWidth).to(this.device);
        }
        RegisterComponents();
    }

    /// <summary>The network; evaluates after the training.</summary>
    public ExpressionSpotter Spotter => spotter;

    /// <summary>Trains the network and leaves it in evaluation mode.</summary>
    /// <param name="checkpoint">file to go on from and to write; null for none</param>
    /// <param name="progress">told after each step</param>
    /// <param name="cancellation">stops after a step, which is then in the checkpoint</param>
    /// <returns>the loss at each step</returns>
    public IReadOnlyList<double> Run(string? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        new Trainer(method.Training, method.Describe() + $"\n{NumericBasis.Of(device)}\n{videos.Count} videos: {string.Join(" ", videos.Select(v => v.Name))}", checkpoint)
            .Run(this, videos.Count, Step, progress, cancellation);

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
        SpotterOutput one = Evaluated(spotter.Before(SpotterInput.Pad([videos[video].Features], device))).Of(0, videos[video].Features.Snippets);
        spotter.train(before);
        return ProposalSearch.Values(generator.Generate(new(one.Features, one.Attention, one.ActivationMap, points[video])));
    }

    /// <summary>One step's loss. Until the end of pre-training only the videos' classes and the attention's own terms count.</summary>
    public LossTerms Step(TrainingStep step)
    {
        SpotterInput input = SpotterInput.Pad([.. step.Examples.Select(i => videos[i].Features)], device);
        SpotterBeginning beginning = spotter.Before(input);
        SpotterOutput output = spotter.After(beginning);
        Tensor presence = Presence(step.Examples);
        if (step.Number < method.PreTraining)
            return method.Loss.Of(output, input, presence, null, null);
        IReadOnlyList<Tensor> labels = Labels(step.Examples, input, beginning, output);                           // [T_b, 3] each
        long longest = input.Mask.shape[1];
        Tensor padded = stack([.. labels.Select(y => nn.functional.pad(y, [0, 0, 0, longest - y.shape[0]]))], 0);   // [B, T, 3]
        return method.Loss.Of(output, input, presence, padded, bank is null ? null : Contrast(step.Examples, output, labels));
    }

    /// <summary>Ỹ of each video: points and pseudo labels.</summary>
    private IReadOnlyList<Tensor> Labels(IReadOnlyList<int> examples, SpotterInput input, SpotterBeginning beginning, SpotterOutput output)
    {
        if (method.PseudoLabels is null)
            return [.. examples.Select((video, b) => SnippetLoss.Labels(points[video], zeros(input.Lengths[b], SnippetClasses.Count, device: device)))];
        SpotterOutput seen = method.LabelsWithoutDropout ? Evaluated(beginning) : output;
        return
        [
            .. examples.Select((video, b) =>
            {
                SpotterOutput one = seen.Of(b, input.Lengths[b]);
                return SnippetLoss.Labels(points[video], method.PseudoLabels.Generate(
                    new(one.Features.detach(), one.Attention.detach(), one.ActivationMap.detach(), points[video])));
            }),
        ];
    }

    private SpotterOutput Evaluated(SpotterBeginning beginning)
    {
        using IDisposable untracked = no_grad();
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

    private Tensor Presence(IReadOnlyList<int> examples) => tensor(
        examples.SelectMany(video => new[] { SnippetClass.Micro, SnippetClass.Macro }
            .Select(c => points[video].Any(p => p.Class == c) ? 1f : 0f)).ToArray(), dtype: float32, device: device).view(examples.Count, SnippetClasses.Foreground);

    private static FeatureScaling? Scale(Tensor? features, Tensor? mask) =>
        features is null ? null : FeatureScaling.Of(features[mask!.gt(0)]);                             // [ΣT, D]

    private static void Check(SpottingMethod method, IReadOnlyList<SpottingVideo> videos)
    {
        if (videos.Count == 0)
            throw new InputException("spotter training", "no video", "at least one", "Give a data set whose training side is not empty.");
        foreach (SpottingVideo video in videos)
        {
            if (video.Intervals.Count == 0)
                throw new InputException(
                    $"video {video.Name} of subject {video.Subject}", "no labelled expression", "at least one in a video that teaches",
                    "Leave it out of the training; it can be tested.");
            if (video.SnippetLength != videos[0].SnippetLength)
                throw new InputException(
                    $"video {video.Name}", $"snippets of {video.SnippetLength} frames", $"{videos[0].SnippetLength} as in {videos[0].Name}", "Extract all videos alike.");
            if ((video.Features.Rgb.Dimension, video.Features.Flow.Dimension) != (method.Model.RgbDimension, method.Model.FlowDimension))
                throw new InputException(
                    $"video {video.Name}", $"features of {video.Features.Rgb.Dimension} and {video.Features.Flow.Dimension} numbers a snippet",
                    $"{method.Model.RgbDimension} and {method.Model.FlowDimension} as the settings say", "Set the model's dimensions to those of the feature files.");
        }
        foreach (Annotations.ExpressionKind kind in Enum.GetValues<Annotations.ExpressionKind>())
            if (!videos.Any(v => v.Intervals.Any(i => i.Kind == kind)))
                throw new InputException(
                    "spotter training", $"no {kind.ToString().ToLowerInvariant()}-expression in {videos.Count} videos", "both kinds",
                    "Train on more subjects: a class that is never seen cannot be learnt.");
    }
}
