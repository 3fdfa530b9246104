using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.MesNet;

/// <summary>MESNet while it learns, all modules together. An example is a window that holds an expression.</summary>
internal sealed class MesNetTraining : MethodTraining
{
    private readonly MesNetNetwork network;
    private readonly MesNetMethod method;
    private readonly TaughtVideos videos;
    private readonly IReadOnlyList<VideoWindow> windows;
    private readonly IReadOnlyList<TemporalSegment> anchors;
    private readonly Device device;

    /// <param name="method">its seed decides the initial weights</param>
    /// <param name="taught">the training videos, with onset and offset</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public MesNetTraining(MesNetMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(MesNetTraining))
    {
        (this.method, this.device, videos) = (method, device ?? CPU, new(taught, device));
        windows = VideoWindows.WithExpressions([.. taught.Select(Spotted)], method.Windows);
        anchors = method.Proposals.Anchors(method.Window);
        manual_seed(method.Training.Seed);
        network = method.Network(videos.Dimensions.Rgb, videos.Dimensions.Flow).to(this.device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new MesNetSpotter(network, method, device));

    /// <inheritdoc/>
    protected override int Examples => windows.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => method.Training;

    /// <inheritdoc/>
    protected override string Description => $"{method.Describe()}\n{NumericBasis.Of(device)}\n{videos.Names}";

    /// <summary>The windows it learns from.</summary>
    internal IReadOnlyList<VideoWindow> Windows => windows;

    /// <summary>One step's loss.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        VideoWindow[] chosen = [.. step.Examples.Select(e => windows[e])];
        int[] seen = [.. chosen.Select(w => w.Video).Distinct()];
        SpotterInput input = videos.Batch(seen);
        Tensor maps = VideoWindows.Cut(
            input.Joint(), [.. chosen.Select(w => (Row: Array.IndexOf(seen, w.Video), w.First)).Select(w => (w.Row, input.Lengths[w.Row], w.First))], method.Windows);
        MesNetOutput output = network.call(maps, [.. chosen.Select(w => (IReadOnlyList<TemporalSegment>)[.. w.Expressions.Select(e => e.Segment)])]);
        return method.Loss.Of(output, anchors, [.. chosen.Select(w => w.Expressions)]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }

    private TaughtVideo Spotted(TaughtVideo video) =>
        method.MicroOnly ? video with { Intervals = [.. video.Intervals.Where(i => i.Kind == ExpressionKind.Micro)] } : video;
}
