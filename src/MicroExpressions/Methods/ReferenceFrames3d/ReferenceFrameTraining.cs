using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>The 3D-CNN while it learns. An example is a frame.</summary>
internal sealed class ReferenceFrameTraining : MethodTraining
{
    private readonly ReferenceFrameNetwork network;
    private readonly ReferenceFrameMethod method;
    private readonly TaughtVideos videos;
    private readonly IReadOnlyList<(int Video, int Row)> rows;
    private readonly Device device;

    /// <param name="method">its seed decides the initial weights and which frames outside expressions teach</param>
    /// <param name="taught">the training videos with their intervals</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public ReferenceFrameTraining(ReferenceFrameMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(ReferenceFrameTraining))
    {
        (this.method, this.device, videos) = (method, device ?? CPU, new(taught, device));
        rows = FrameRows.Balanced(taught, method.Training.Seed);
        manual_seed(method.Training.Seed);
        network = method.Network(videos.Dimensions.Rgb).to(this.device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new ReferenceFrameSpotter(network, method, device));

    /// <inheritdoc/>
    protected override int Examples => rows.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => method.Training;

    /// <inheritdoc/>
    protected override string Description => $"{method.Describe()}\n{NumericBasis.Of(device)}\n{videos.Names}";

    /// <inheritdoc/>
    public override LossTerms Step(TrainingStep step)
    {
        (int Video, int Row)[] chosen = [.. step.Examples.Select(e => rows[e])];
        Tensor scores = network.call(Clips(chosen, d => d.Micro), Clips(chosen, d => d.Macro));
        return Loss(scores, tensor(chosen.SelectMany(Labels).ToArray(), device: device).view(chosen.Length, 2));
    }

    /// <summary>For each kind <c>−mean (y log σ(z) + (1 − y) log(1 − σ(z)))</c> [chosen].</summary>
    /// <param name="scores">z <c>[N, 2]</c>: micro, macro</param>
    /// <param name="labels">y <c>[N, 2]</c>, 1 from onset to offset</param>
    internal static LossTerms Loss(Tensor scores, Tensor labels)
    {
        return new(new LossTerm("L_micro", 1, Of(0)), new LossTerm("L_macro", 1, Of(1)));

        Tensor Of(int kind) => F.binary_cross_entropy_with_logits(scores.select(1, kind), labels.select(1, kind));
    }

    private Tensor Clips((int Video, int Row)[] chosen, Func<(int Micro, int Macro), int> which) => ReferenceFrameClips.Of(
        videos.Snippets([.. chosen.SelectMany(r => Rows(r, which).Select(row => (r.Video, row)))]).Rgb, method.Faces.Side);

    private int[] Rows((int Video, int Row) row, Func<(int Micro, int Macro), int> which)
    {
        TaughtVideo video = videos.Videos[row.Video];
        return ReferenceFrameClips.Rows(row.Row, which(method.Distances(video.Video)), video.Snippets);
    }

    private float[] Labels((int Video, int Row) row)
    {
        TaughtVideo video = videos.Videos[row.Video];
        int frame = FrameRows.Position(row.Row, video.Video.SnippetLength) + 1;
        return [.. new[] { ExpressionKind.Micro, ExpressionKind.Macro }.Select(kind => video.Intervals.Any(i => i.Kind == kind && i.Onset <= frame && frame <= i.Offset) ? 1f : 0)];
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }
}
