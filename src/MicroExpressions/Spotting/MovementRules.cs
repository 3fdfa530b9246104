using MicroExpressions.Faces;

namespace MicroExpressions.Spotting;

/// <summary>
/// Constants of the rules by which He et al. (MM 2021) and, after them, Zhao et al. (MM 2022) tell expressions in how the regions of a face
/// move; defaults are those of He's public code for CAS(ME)². Lengths in pixels are of a face whose inner eye corners are 64 apart, times in
/// seconds.
/// </summary>
public abstract record MovementRules
{
    /// <summary>Frames per second that the rules are for; faster videos are thinned to about that.</summary>
    public double FramesPerSecond { get; init; } = 30;

    /// <summary>Frames in a window, which is held against its first frame.</summary>
    public int Window { get; init; } = 200;

    /// <summary>Frames from one window to the next, unless a movement lies across the middle.</summary>
    public int Step { get; init; } = 100;

    /// <summary>Frequencies from here on are no movement of a face, hertz.</summary>
    public double LowPass { get; init; } = 5;

    /// <summary>A peak stands this far above the window's lowest point.</summary>
    public double AboveLowest { get; init; } = 1.4;

    /// <summary>A peak stands this far above the lowest point within a second.</summary>
    public double AboveNear { get; init; } = 1.925;

    /// <summary>That height at the mouth.</summary>
    public double AboveNearMouth { get; init; } = 1.85;

    /// <summary>That height at the wings of the nose.</summary>
    public double AboveNearNose { get; init; } = 2.1;

    /// <summary>The same for the curve without its trend (empirical mode decomposition).</summary>
    public double WithoutTrend { get; init; } = 0.8;

    /// <summary>How far from a peak valleys are sought.</summary>
    public double ValleySeconds { get; init; } = 1;

    /// <summary>How far from a flank its foot is sought where the valley lies on the other side.</summary>
    public double FootSeconds { get; init; } = 1 / 3.0;

    /// <summary>A flank ends where it is down to this share of the peak's height.</summary>
    public double FlankShare { get; init; } = 0.33;

    /// <summary>A foot lies at least this much below its flank.</summary>
    public double FootDepth { get; init; } = 0.3;

    /// <summary>Movements of at least this length are looked at for a valley that parts them in two.</summary>
    public double LeastParted { get; init; } = 2 / 3.0;

    /// <summary>No valley is sought this close to a movement's ends.</summary>
    public double EndsSpared { get; init; } = 4 / 15.0;

    /// <summary>A valley parts two peaks where both stand this far above it …</summary>
    public double PartingDepth { get; init; } = 0.7;

    /// <summary>… and by this share of their height.</summary>
    public double PartingShare { get; init; } = 0.33;

    /// <summary>Movements of several regions that share more than this of the shorter one are one expression.</summary>
    public double SameExpression { get; init; } = 0.29;

    /// <summary>Shorter ones are not reported, seconds: 12 frames of 30 a second.</summary>
    public double Shortest { get; init; } = 0.4;

    /// <summary>Longer ones are not reported, seconds: 200 frames of 30 a second.</summary>
    public double Longest { get; init; } = 200 / 30.0;

    /// <summary>How far a region must move to count; null for those that the method does not look at: the lids, which blink, and what lies between.</summary>
    public virtual double? LeastMovement(FaceRegion region) => region.Name switch
    {
        var name when name.Contains("brow,") => AboveNear,
        var name when name.Contains("mouth") || name.EndsWith("lip", StringComparison.Ordinal) => AboveNearMouth,
        var name when name.Contains("nose wing") => AboveNearNose,
        _ => null,
    };
}
