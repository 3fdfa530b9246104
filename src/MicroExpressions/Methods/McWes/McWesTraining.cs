using MicroExpressions.Losses;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.McWes;

/// <summary>MC-WES while it learns.</summary>
internal sealed class McWesTraining : MethodTraining
{
    private readonly ExpressionSpotter network;
    private readonly McWesMethod method;
    private readonly TaughtVideos videos;
    private readonly Device device;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public McWesTraining(McWesMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(McWesTraining))
    {
        (this.method, this.device, videos) = (method, device ?? CPU, new(taught, device));
        manual_seed(method.Training.Seed);
        network = method.Network(videos.Dimensions.Rgb, videos.Dimensions.Flow, this.device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new PwesSpotter(network, method.Search, device));

    /// <inheritdoc/>
    protected override int Examples => videos.Videos.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => method.Training;

    /// <inheritdoc/>
    protected override string Description => $"{method.Describe()}\n{NumericBasis.Of(device)}\n{videos.Names}";

    /// <inheritdoc/>
    public override LossTerms Step(TrainingStep step)
    {
        SpotterInput input = videos.Batch(step.Examples);
        return method.Loss.Of(network.call(input), videos.Presence(step.Examples), input.Mask, input.Lengths, [.. step.Examples.Select(LongestMicro)]);
    }

    private int LongestMicro(int example)
    {
        SpottingVideo video = videos.Videos[example].Video;
        return DurationConsistencyLoss.LongestMicro(video.SnippetLength, video.FramesPerSecond);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }
}
