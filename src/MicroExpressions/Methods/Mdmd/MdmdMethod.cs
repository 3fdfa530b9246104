using MicroExpressions.Faces;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.Mdmd;

/// <summary>
/// MDMD, the baseline of the grand challenge of 2020: an expression goes away and comes back, so that the way from before it to its middle is
/// longer than the way from before it to after it. Nothing is trained and nothing aligned. Rebuilt from its description; defaults are the
/// authors' code's.
/// </summary>
public sealed record MdmdMethod : ITrainingFreeMethod
{
    /// <summary>The method's constants.</summary>
    public MdmdSettings Settings { get; init; } = new();

    /// <summary>
    /// How the face is cut out: one box for the whole video, from the mesh's ends [chosen: the authors' is the box of Dlib's 68 points in the
    /// first frame, with the forehead as far above the brows as the eyes are below].
    /// </summary>
    public FaceCropSettings Face { get; init; } = new() { Align = false, Margin = 0 };

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "mdmd", "He 2020", 2020, "He, Wang, Li, Yap: Spotting macro- and micro-expression intervals in long video sequences, FG 2020",
        null, MethodInput.Frames, "HeyingGithub/Baseline-project-for-MEGC2020_spotting (no licence)");

    PublishedMethod ISpottingMethod.Published => Published;

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <summary>Both kinds of expressions; two that overlap stay two, as they do there. At any rate: constants are seconds.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">no face in it; too few frames</exception>
    public IReadOnlyList<SpottedInterval> Find(IFrameSource video, CancellationToken cancellation = default)
    {
        PixelBox box = FaceCrop.Find(video, Face, cancellation);
        int side = Math.Min(Settings.Size, box.Width);
        using var face = new CroppedFrames(video, box, side, side);
        return new MdmdSpotter(video.FramesPerSecond, Settings).Spot(face, cancellation);
    }
}
