using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>One predicted expression in a long video. Frames are 1-based and inclusive; models that interpolate give fractions.</summary>
/// <param name="Subject">the person, as the annotations name them</param>
/// <param name="Video">the video, as the annotations name it</param>
/// <param name="Onset">first frame, as written</param>
/// <param name="Offset">last frame, inclusive, as written</param>
/// <param name="Score">how sure the model is; only the order counts</param>
public sealed record Detection(string Subject, string Video, double Onset, double Offset, double Score)
{
    /// <summary>Where it was read (<c>detections.csv, row 12</c>), for messages; empty when it comes from a model.</summary>
    public string Place { get; init; } = "";

    /// <summary>Micro or macro as the file says; null where it does not. Scores go by duration and never look at it.</summary>
    public ExpressionKind? Kind { get; init; }

    /// <summary>First frame as a frame: truncated [source: LGSNet's evaluator].</summary>
    public int OnsetFrame => (int)Onset;

    /// <summary>Last frame as a frame: truncated [source: LGSNet's evaluator].</summary>
    public int OffsetFrame => (int)Offset;
}
