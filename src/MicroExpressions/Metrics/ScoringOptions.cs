using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>When an interval counts as found. Both need an overlap of at least a half; neither looks at the class.</summary>
public enum ScoringProtocol
{
    /// <summary>
    /// An interval is found if any detection overlaps it enough; one detection may find several [source: LGSNet's evaluator]. The
    /// protocol of the published numbers.
    /// </summary>
    Lab,

    /// <summary>
    /// Each detection finds at most one interval: best score first, each takes the free interval it overlaps most [chosen].
    /// </summary>
    OneToOne,
}

/// <summary>How detections are scored against annotations, docs/method.md §1 "Metrics".</summary>
public sealed record ScoringOptions
{
    /// <summary>When an interval counts as found [source: Lab, the published evaluator's].</summary>
    public ScoringProtocol Protocol { get; init; } = ScoringProtocol.Lab;

    /// <summary>Only detections that score more than this count; null counts all.</summary>
    public double? Threshold { get; init; }

    /// <summary>At most so many detections of a video count, best first [source: LGSNet's evaluator, 14].</summary>
    public int MaximumPerVideo { get; init; } = 14;

    /// <summary>Videos that were searched although no interval is labelled in them: what is detected there is wrong.</summary>
    public IReadOnlyList<VideoName> UnlabelledVideos { get; init; } = [];
}
