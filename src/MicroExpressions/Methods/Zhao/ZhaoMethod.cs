using MicroExpressions.Faces;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.Zhao;

/// <summary>Zhao et al. (MM 2022) as a method among others: frames to intervals, those first whose region moved furthest [ours: the method gives no scores].</summary>
public sealed record ZhaoMethod : ITrainingFreeMethod
{
    /// <summary>The rules' constants.</summary>
    public ZhaoSettings Settings { get; init; } = new();

    /// <summary>How a face is aligned.</summary>
    public FaceAlignmentSettings Alignment { get; init; } = new();

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "zhao", "Zhao 2022", 2022, "Zhao, Tang, Mao, Huang, Liu: Rethinking optical flow methods for micro-expression spotting, MM 2022",
        null, MethodInput.Frames, "shengjianda/micro-expression-spot (no licence)");

    PublishedMethod ISpottingMethod.Published => Published;

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <summary>Videos faster than the rules' rate are thinned to about that.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">no face in it; the face models are not there</exception>
    public IReadOnlyList<SpottedInterval> Find(IFrameSource video, CancellationToken cancellation = default) =>
        RegionSpotter.Find(video, Settings, Alignment, cancellation);
}
