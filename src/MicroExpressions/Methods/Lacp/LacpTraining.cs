using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Lacp;

/// <summary>LACP while it learns: the network, and each video's best sequences as they were found last.</summary>
internal sealed class LacpTraining : VideoTraining
{
    private readonly LacpNetwork network;
    private readonly BestSequences sequences;
    private readonly LacpMethod method;

    /// <param name="method">all settings; its seed decides the initial weights</param>
    /// <param name="videos">the training videos, each with its points</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach, or one without a point</exception>
    public LacpTraining(LacpMethod method, IReadOnlyList<TaughtVideo> videos, Device? device = null) : base(nameof(LacpTraining), method, videos, device)
    {
        this.method = method;
        Taught.CheckPoints("LACP");
        var (rgb, flow) = Taught.Dimensions;
        network = new LacpNetwork(method, rgb, flow).to(Device);
        sequences = new BestSequences(Taught, method.Seeding, method.Sequence);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, method.Spotter(network, Device));

    /// <summary>The best sequences as the last search found them.</summary>
    public BestSequences Sequences => sequences;

    /// <summary>One step's loss. Before the first search the classes of the videos, the points and the background seeds teach alone.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        bool searched = step.Number >= method.SearchEvery;
        if (searched && step.Number % method.SearchEvery == 0)
            sequences.Search(network, network.call);
        SpotterInput input = Taught.Batch(step.Examples);
        LacpOutput output = network.call(input);
        LossTerm[] always = method.Loss.Of(output, Taught.Presence(step.Examples), input.Lengths, [.. step.Examples.Select(v => Taught.Videos[v].Points)], method.Seeding);
        return searched ? new([.. always, .. method.Loss.OfSequences(output, [.. step.Examples.Select(sequences.Parts)], step.Random)]) : new(always);
    }
}
