using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>LSSNet or LGSNet while it is trained. An example is a window. The learning rate stays what it is [chosen: the authors warm up and anneal].</summary>
internal sealed class PyramidTraining : MethodTraining
{
    private readonly PyramidNetwork network;
    private readonly PyramidSettings pyramid;
    private readonly PyramidLoss loss;
    private readonly PyramidSearch search;
    private readonly TrainingSettings settings;
    private readonly TaughtVideos videos;
    private readonly IReadOnlyList<VideoWindow> windows;
    private readonly PyramidTargets targets;
    private readonly string method;
    private readonly Device device;

    /// <param name="network">its initial weights; moved to the device by the caller</param>
    /// <param name="videos">the training videos</param>
    /// <param name="windows">of these videos</param>
    /// <param name="pyramid">lengths</param>
    /// <param name="loss">what is taught</param>
    /// <param name="search">how intervals are found</param>
    /// <param name="settings">steps, batches, rate, seed</param>
    /// <param name="method">all settings as text</param>
    /// <param name="device">where to train</param>
    public PyramidTraining(
        PyramidNetwork network, TaughtVideos videos, IReadOnlyList<VideoWindow> windows, PyramidSettings pyramid, PyramidLoss loss, PyramidSearch search,
        TrainingSettings settings, string method, Device device) : base(nameof(PyramidTraining))
    {
        (this.network, this.videos, this.windows, this.pyramid, this.loss, this.search) = (network, videos, windows, pyramid, loss, search);
        (this.settings, this.method, this.device) = (settings, method, device);
        using (NewDisposeScope())
            targets = PyramidTargets.Of([.. windows.Select(w => w.Expressions)], pyramid, loss.Matched, loss.Unmatched, device).Kept();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, new PyramidSpotter(network, pyramid, search, device));

    /// <inheritdoc/>
    protected override int Examples => windows.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => settings;

    /// <inheritdoc/>
    protected override string Description => $"{method}\n{NumericBasis.Of(device)}\n{videos.Names}";

    /// <summary>The windows it learns from.</summary>
    internal IReadOnlyList<VideoWindow> Windows => windows;

    /// <inheritdoc/>
    public override LossTerms Step(TrainingStep step)
    {
        VideoWindow[] chosen = [.. step.Examples.Select(e => windows[e])];
        int[] seen = [.. chosen.Select(w => w.Video).Distinct()];
        SpotterInput input = videos.Batch(seen);
        Tensor steps = VideoWindows.Cut(input.Joint(), [.. chosen.Select(w => Array.IndexOf(seen, w.Video)).Select((row, i) => (row, input.Lengths[row], chosen[i].First))], pyramid);
        return loss.Of(network.call(steps), targets.Select(step.Examples));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            videos.Dispose();
            targets.Dispose();
        }
        base.Dispose(disposing);
    }
}
