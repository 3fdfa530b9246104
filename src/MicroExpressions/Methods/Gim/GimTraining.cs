using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Gim;

/// <summary>GIM while it learns: each step labels its videos anew with what the network then says of them.</summary>
internal sealed class GimTraining : VideoTraining
{
    private readonly GimNetwork network;
    private readonly GimMethod method;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos, with points</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public GimTraining(GimMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(GimTraining), method, taught, device)
    {
        this.method = method;
        network = method.Network(Taught.Dimensions.Rgb + Taught.Dimensions.Flow).to(Device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new GimSpotter(network, method.Search, method.StepsPerSnippet, Device));

    /// <summary>One step's loss. A point counts as the middle frame of its snippet.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        int pass = (int)((long)step.Number * method.Training.BatchSize / Taught.Videos.Count);
        SpotterInput input = Taught.Batch(step.Examples);
        Tensor joint = input.Joint();
        GimOutput[] outputs = [.. step.Examples.Index().Select(e => network.call(joint.select(0, e.Index).narrow(0, 0, input.Lengths[e.Index])))];
        GimLabels[] labels =
        [
            .. step.Examples.Zip(outputs, (video, output) => method.Intensities.Of(
                output, [.. Taught.Videos[video].Points.Select(p => (p.Snippet * method.StepsPerSnippet + method.StepsPerSnippet / 2, p.Class))], pass)),
        ];
        return method.Loss.Of(outputs, labels);
    }
}
