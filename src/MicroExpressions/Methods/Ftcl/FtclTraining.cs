using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>FTCL while it learns: first on videos, then on pairs of them.</summary>
internal sealed class FtclTraining : VideoTraining
{
    private readonly FtclNetwork network;
    private readonly FtclMethod method;
    private readonly IReadOnlyList<(int First, int Second, bool Alike)> alike, unlike;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public FtclTraining(FtclMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(FtclTraining), method, taught, device)
    {
        this.method = method;
        (alike, unlike) = (Pairs(taught, (a, b) => a.SetEquals(b), alike: true), Pairs(taught, (a, b) => !a.Overlaps(b), alike: false));
        if (alike.Count + unlike.Count == 0)
            throw new InputException(
                "training FTCL", $"{taught.Count} videos, no two of which have the same kinds of expression or none in common", "two that have",
                "Train on more videos: it compares pairs of them.");
        network = new FtclNetwork(method, Taught.Dimensions.Rgb + Taught.Dimensions.Flow).to(Device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new FtclSpotter(network, method, Device));

    /// <summary>One step's loss: of the step's videos while ACM-Net learns alone, then of as many pairs.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        if (step.Number < method.PreTraining * method.Training.Steps)
            return Of(step.Examples, step.Random).Terms;
        (int First, int Second, bool Alike)[] pairs = [.. Enumerable.Range(0, method.Training.BatchSize).Select(_ => Pair(step.Random))];
        var (output, lengths, terms) = Of([.. pairs.Select(p => p.First), .. pairs.Select(p => p.Second)], step.Random);
        IReadOnlyList<FtclCandidates> candidates = method.Contrast.Candidates(output, lengths, network.Aligned);
        LossTerms contrast = method.Contrast.Of([.. pairs.Select((p, i) => (candidates[i], candidates[pairs.Length + i], p.Alike))]);
        return new([.. terms.Terms, .. contrast.Terms]);
    }

    private (FtclOutput Output, IReadOnlyList<int> Lengths, LossTerms Terms) Of(IReadOnlyList<int> batch, Random random)
    {
        SpotterInput input = SnippetSampling.Shortened(Taught.Batch(batch), method.LongestVideo, random);
        FtclOutput output = network.call(input);
        return (output, input.Lengths, method.Loss.Of(output, Taught.Presence(batch), input.Mask, input.Lengths));
    }

    /// <summary>As often one of the same kinds as one of others, where there are both.</summary>
    private (int First, int Second, bool Alike) Pair(Random random)
    {
        IReadOnlyList<(int, int, bool)> from = unlike.Count == 0 || (alike.Count > 0 && random.Next(2) == 0) ? alike : unlike;
        return from[random.Next(from.Count)];
    }

    private static IReadOnlyList<(int, int, bool)> Pairs(
        IReadOnlyList<TaughtVideo> taught, Func<IReadOnlySet<SnippetClass>, IReadOnlySet<SnippetClass>, bool> are, bool alike) =>
    [
        .. from first in Enumerable.Range(0, taught.Count)
           from second in Enumerable.Range(first + 1, taught.Count - first - 1)
           where are(taught[first].Classes, taught[second].Classes)
           select (first, second, alike),
    ];
}
