using MicroExpressions.Faces;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.He2021;

/// <summary>
/// He (MM 2021): the optical flow of fourteen regions of an aligned face, the nose's tip taken off, and where its curves have peaks; nothing
/// is trained. Its code is not public any more: rules and constants are those of its author's later code, of which Zhao et al. (MM 2022),
/// whose code comes from it too, kept all but one limit. The steps stand in <see cref="RegionSpotter"/> and <see cref="MovementPeaks"/>: the
/// curve without what is quicker than 5 hertz, without its trend by empirical mode decomposition, high and higher than what is near.
/// </summary>
public sealed record He2021Method : ITrainingFreeMethod
{
    /// <summary>Constants up to <see cref="FastFrom"/>: CAS(ME)²'s.</summary>
    public He2021Settings Settings { get; init; } = He2021Settings.CasmeSquared;

    /// <summary>Constants from there on: SAMM-LV's.</summary>
    public He2021Settings Fast { get; init; } = He2021Settings.SammLongVideos;

    /// <summary>From this rate on, frames per second, a video is one of the fast ones [chosen: the two sets have 30 and 200].</summary>
    public double FastFrom { get; init; } = 100;

    /// <summary>How a face is aligned.</summary>
    public FaceAlignmentSettings Alignment { get; init; } = new();

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "he-2021", "He 2021", 2021, "He: Research on micro-expression spotting method based on optical flow features, MM 2021",
        null, MethodInput.Frames, "no longer public; its successor's is hitheyuhong/MEGC2024-CODE (Apache-2.0)")
    {
        Reconstructed = "constants and peak rules are the successor's of 2024; which fourteen regions, all but the lids; intervals merge from a shared .29 (CAS(ME)²), as a "
            + "comment of that code and Zhao 2022 have it, where the code itself has .1; frames are aligned by the mesh, not by up to four shifts of the nose's tip",
    };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <summary>The constants for videos of that rate.</summary>
    /// <param name="framesPerSecond">the video's rate</param>
    public He2021Settings At(double framesPerSecond) => framesPerSecond < FastFrom ? Settings : Fast;

    /// <summary>Videos faster than the rules' rate are thinned to about that: of 200 frames a second every seventh remains, as in the successor's code.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">no face in it; the face models are not there</exception>
    public IReadOnlyList<SpottedInterval> Find(IFrameSource video, CancellationToken cancellation = default) =>
        RegionSpotter.Find(video, At(video.FramesPerSecond), Alignment, cancellation);
}
