using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.HamNet;

/// <summary>HAM-Net while it learns.</summary>
internal sealed class HamNetTraining : MethodTraining
{
    private readonly HamNetNetwork network;
    private readonly HamNetMethod method;
    private readonly TaughtVideos videos;
    private readonly Device device;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public HamNetTraining(HamNetMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(HamNetTraining))
    {
        (this.method, this.device, videos) = (method, device ?? CPU, new(taught, device));
        manual_seed(method.Training.Seed);
        network = new HamNetNetwork(method, videos.Dimensions.Rgb + videos.Dimensions.Flow).to(this.device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new HamNetSpotter(network, method.Search, device));

    /// <inheritdoc/>
    protected override int Examples => videos.Videos.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => method.Training;

    /// <inheritdoc/>
    protected override string Description => $"{method.Describe()}\n{NumericBasis.Of(device)}\n{videos.Names}";

    /// <inheritdoc/>
    public override LossTerms Step(TrainingStep step)
    {
        SpotterInput input = SnippetSampling.Shortened(videos.Batch(step.Examples), method.LongestVideo, step.Random);
        (Tensor attention, Tensor scores) = network.call(input);
        return method.Loss.Of(attention, scores, videos.Presence(step.Examples), input.Mask, input.Lengths);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }
}
