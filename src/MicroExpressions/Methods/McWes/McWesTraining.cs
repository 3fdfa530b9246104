using MicroExpressions.Losses;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.McWes;

/// <summary>MC-WES while it learns.</summary>
internal sealed class McWesTraining : VideoTraining
{
    private readonly ExpressionSpotter network;
    private readonly McWesMethod method;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public McWesTraining(McWesMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(McWesTraining), method, taught, device)
    {
        this.method = method;
        network = method.Network(Taught.Dimensions.Rgb, Taught.Dimensions.Flow, Device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new PwesSpotter(network, method.Search, Device));

    /// <inheritdoc/>
    public override LossTerms Step(TrainingStep step)
    {
        SpotterInput input = Taught.Batch(step.Examples);
        return method.Loss.Of(network.call(input), Taught.Presence(step.Examples), input.Mask, input.Lengths, [.. step.Examples.Select(LongestMicro)]);
    }

    private int LongestMicro(int example)
    {
        SpottingVideo video = Taught.Videos[example].Video;
        return DurationConsistencyLoss.LongestMicro(video.SnippetLength, video.FramesPerSecond);
    }
}
