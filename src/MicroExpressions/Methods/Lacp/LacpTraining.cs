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
    private readonly LacpNetwork network;
    private readonly BestSequences sequences;
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
        network = new LacpNetwork(method, rgb, flow).to(this.device);
        sequences = new BestSequences(this.videos, method.Seeding, method.Sequence);
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

    /// <summary>The best sequences as the last search found them.</summary>
    public BestSequences Sequences => sequences;

    /// <summary>One step's loss. Before the first search the classes of the videos, the points and the background seeds teach alone.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        bool searched = step.Number >= method.SearchEvery;
        if (searched && step.Number % method.SearchEvery == 0)
            sequences.Search(network, network.call);
        SpotterInput input = videos.Batch(step.Examples);
        LacpOutput output = network.call(input);
        LossTerm[] always = method.Loss.Of(output, videos.Presence(step.Examples), input.Lengths, [.. step.Examples.Select(v => videos.Videos[v].Points)], method.Seeding);
        return searched ? new([.. always, .. method.Loss.OfSequences(output, [.. step.Examples.Select(sequences.Parts)], step.Random)]) : new(always);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }
}
