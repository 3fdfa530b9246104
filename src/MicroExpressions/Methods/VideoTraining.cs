using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>A method while it learns from whole videos. An example is a video. What it learns with, and what it remembers, is the method's own.</summary>
public abstract class VideoTraining : MethodTraining
{
    private readonly ILearningMethod method;

    /// <summary>Seeds torch last: the layers that are made next are those of the method's seed.</summary>
    /// <param name="name">the module's</param>
    /// <param name="method">all settings; its seed decides the initial weights</param>
    /// <param name="videos">the training videos</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <param name="scaled">whether each video is brought to a scale of its own</param>
    /// <exception cref="InputException">videos that cannot teach, <see cref="TaughtVideo.Check"/></exception>
    protected VideoTraining(string name, ILearningMethod method, IReadOnlyList<TaughtVideo> videos, Device? device, bool scaled = false) : base(name)
    {
        (this.method, Device, Taught) = (method, device ?? CPU, new(videos, device, scaled));
        manual_seed(method.Training.Seed);
    }

    /// <summary>Where it is trained.</summary>
    protected Device Device { get; }

    /// <summary>The training videos.</summary>
    protected TaughtVideos Taught { get; }

    /// <inheritdoc/>
    protected override int Examples => Taught.Videos.Count;

    /// <inheritdoc/>
    protected override TrainingSettings Settings => method.Training;

    /// <inheritdoc/>
    protected override string Description => $"{method.Describe()}\n{NumericBasis.Of(Device)}\n{Taught.Names}";

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Taught.Dispose();
        base.Dispose(disposing);
    }
}
