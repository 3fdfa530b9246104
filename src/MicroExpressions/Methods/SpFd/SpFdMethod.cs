using MicroExpressions.Faces;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.SpFd;

/// <summary>
/// SP-FD (Zhang et al., FG 2020): how fast each region of the face moves by itself, smoothed over time, and where several regions' speeds have
/// short high peaks. Nothing is learnt. The spatial half is <see cref="LocalFlow"/>, the temporal half <see cref="FlowBursts"/>.
/// </summary>
public sealed record SpFdMethod : ITrainingFreeMethod
{
    /// <summary>Frame pairs that are looked at together, on as many cores as there are.</summary>
    private const int Together = 32;

    /// <summary>The method's constants.</summary>
    public SpFdSettings Settings { get; init; } = new();

    /// <summary>How a face is aligned [chosen: the authors cut one box a video and look for Dlib's points in each frame].</summary>
    public FaceAlignmentSettings Alignment { get; init; } = new();

    /// <summary>Where it comes from.</summary>
    public static PublishedMethod Published { get; } = new(
        "sp-fd", "Zhang 2020", 2020, "Zhang, Li, Wang et al.: Spatio-temporal fusion for macro- and micro-expression spotting in long video sequences (SP-FD), FG 2020",
        null, MethodInput.Frames, "Small-Steel-Cannon/MEGC2020 (no licence)")
    {
        Reconstructed = "the flow and each video's smoothing are not in the authors' code; faces are aligned by the mesh, and pixels taken for those of faces with inner eye corners 64 apart; "
            + "the code looks for peaks of up to eight frames only, which may be its micro-expression half",
    };

    PublishedMethod ISpottingMethod.Published => Published;

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <summary>What is found, those first with the fastest region [ours: the method gives no scores]. A frame without a face moves nothing.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">no face in it; the face models are not there</exception>
    public IReadOnlyList<SpottedInterval> Find(IFrameSource video, CancellationToken cancellation = default)
    {
        int step = Math.Max(1, (int)Math.Round(video.FramesPerSecond / Settings.FramesPerSecond));
        double[][] speeds = Speeds(new EveryNthFrame(video, step), cancellation);
        if (speeds.Length == 0)
            return [];
        double[][] regions = [.. Enumerable.Range(0, LocalFlow.Regions.Length).Select(r => speeds.Select(s => s[r]).ToArray())];
        return
        [
            .. from burst in new FlowBursts(Settings).Find(regions)
               let onset = burst.From * step + 1
               let offset = Math.Min(burst.To * step + 1, video.Count)
               orderby burst.Height descending
               select new SpottedInterval(onset, offset, SpottedInterval.KindOf(offset - onset + 1, video.FramesPerSecond), burst.Height),
        ];
    }

    /// <summary>From each frame to the next, the speed of each region.</summary>
    private double[][] Speeds(IFrameSource video, CancellationToken cancellation)
    {
        FaceShape? shape = null;
        LocalFlow? flow = null;
        var speeds = new List<double[]>();
        (Frame Picture, bool Seen)? last = null;
        foreach (AlignedFace[] faces in AlignedFaces.Of(video, settings: Alignment, opened: first => shape = first, cancellation: cancellation).Chunk(Together))
        {
            flow ??= new(shape!, Settings);
            (Frame Picture, bool Seen)[] pictures = [.. faces.Select(f => (f.Grey(Alignment.Size), f.Seen))];
            if (last is { } before)
                pictures = [before, .. pictures];
            var found = new double[pictures.Length - 1][];
            EveryCore.For(0, found.Length, i => found[i] = pictures[i].Seen && pictures[i + 1].Seen
                ? flow.Between(pictures[i].Picture, pictures[i + 1].Picture) : new double[LocalFlow.Regions.Length]);
            speeds.AddRange(found);
            last = pictures[^1];
        }
        return [.. speeds];
    }
}
