using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Co2Net;

/// <summary>CO2-Net while it learns.</summary>
internal sealed class Co2NetTraining : VideoTraining
{
    private readonly ExpressionSpotter network;
    private readonly Co2NetMethod method;
    private readonly IReadOnlyList<int[]> ofClass;      // videos of each class that can make a pair

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public Co2NetTraining(Co2NetMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(Co2NetTraining), method, taught, device)
    {
        this.method = method;
        ofClass = WithTwo(taught);
        network = method.Network(Taught.Dimensions.Rgb, Taught.Dimensions.Flow, Device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, method.Spotter(network, Device));

    /// <summary>One step's loss: pairs of videos first, then as many of the step's own as the batch still holds.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        int[] batch = [.. Enumerable.Range(0, method.Pairs).SelectMany(_ => Pair(step.Random)), .. step.Examples.Take(method.Training.BatchSize - 2 * method.Pairs)];
        SpotterInput input = SnippetSampling.Shortened(Taught.Batch(batch), method.LongestVideo, step.Random);
        return method.Loss.Of(
            network.Scored(input), Taught.Presence(batch), input.Mask, input.Lengths, [.. Enumerable.Range(0, method.Pairs).Select(pair => (2 * pair, 2 * pair + 1))]);
    }

    /// <summary>Two videos of a class, each class as likely as the other.</summary>
    private int[] Pair(Random random)
    {
        int[] alike = ofClass[random.Next(ofClass.Count)];
        int first = random.Next(alike.Length), second = random.Next(alike.Length - 1);
        return [alike[first], alike[second < first ? second : second + 1]];
    }

    private static IReadOnlyList<int[]> WithTwo(IReadOnlyList<TaughtVideo> taught)
    {
        int[][] classes =
        [
            .. new[] { SnippetClass.Micro, SnippetClass.Macro }
                .Select(c => taught.Index().Where(v => v.Item.Classes.Contains(c)).Select(v => v.Index).ToArray()).Where(ofOne => ofOne.Length > 1),
        ];
        return classes.Length > 0 ? classes : throw new InputException(
            "training CO2-Net", $"{taught.Count} videos, no two of which have a kind of expression in common", "two that have", "Train on more videos: it compares pairs of them.");
    }
}
