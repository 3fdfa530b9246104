using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>MTSN while it learns. An example is a frame.</summary>
internal sealed class MtsnTraining : MethodTraining
{
    private readonly MtsnNetwork network;
    private readonly MtsnMethod method;
    private readonly TaughtVideos videos;
    private readonly IReadOnlyList<(int Video, int Row)> rows;
    private readonly Device device;

    /// <param name="method">its seed decides the initial weights and which frames outside expressions teach</param>
    /// <param name="taught">the training videos with their intervals</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    public MtsnTraining(MtsnMethod method, IReadOnlyList<TaughtVideo> taught, Device? device) : base(nameof(MtsnTraining))
    {
        (this.method, this.device, videos) = (method, device ?? CPU, new(taught, device));
        rows = FrameRows.Balanced(taught, method.Training.Seed);
        manual_seed(method.Training.Seed);
        network = method.Network(videos.Dimensions.Rgb, videos.Dimensions.Flow).to(this.device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new MtsnSpotter(network, method.Search, device));

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
        var (longer, shorter) = videos.Snippets(chosen);
        return method.Loss.Of(network.call(longer, shorter), Labels(MtsnLoss.HardLabel), Labels(MtsnLoss.SoftLabel));

        Tensor Labels(Func<int, IReadOnlyList<ExpressionInterval>, float> of) => tensor(chosen.Select(r => Label(videos.Videos[r.Video], r.Row, of)).ToArray(), device: device);
    }

    private static float Label(TaughtVideo video, int row, Func<int, IReadOnlyList<ExpressionInterval>, float> of) =>
        of(FrameRows.Position(row, video.Video.SnippetLength) + 1, video.Intervals);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            videos.Dispose();
        base.Dispose(disposing);
    }
}
