using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.HamNet;

/// <summary>HAM-Net while it learns.</summary>
internal sealed class HamNetTraining : VideoTraining
{
    private readonly HamNetNetwork network;
    private readonly HamNetMethod method;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public HamNetTraining(HamNetMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(HamNetTraining), method, taught, device)
    {
        this.method = method;
        network = new HamNetNetwork(method, Taught.Dimensions.Rgb + Taught.Dimensions.Flow).to(Device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, method.Spotter(network, Device));

    /// <inheritdoc/>
    public override LossTerms Step(TrainingStep step)
    {
        SpotterInput input = SnippetSampling.Shortened(Taught.Batch(step.Examples), method.LongestVideo, step.Random);
        (Tensor attention, Tensor scores) = network.call(input);
        return method.Loss.Of(attention, scores, Taught.Presence(step.Examples), input.Mask, input.Lengths);
    }
}
