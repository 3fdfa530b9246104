namespace MicroExpressions.Annotations;

/// <summary>One labelled expression in a long video. Frames are 1-based and inclusive, as the sheets count them.</summary>
/// <param name="Subject">the person, as the data set names them (<c>s15</c>, <c>006</c>)</param>
/// <param name="Video">the video's folder or file name without extension, unique in its data set (CAS(ME)³: <c>spNO.1/a</c>)</param>
/// <param name="Kind">micro or macro</param>
/// <param name="Onset">first frame of the movement</param>
/// <param name="Apex">frame of the largest movement, where it is labelled</param>
/// <param name="Offset">last frame of the movement, inclusive</param>
/// <param name="FramesPerSecond">the video's rate</param>
public sealed record ExpressionInterval(
    string Subject, string Video, ExpressionKind Kind, int Onset, int? Apex, int Offset, double FramesPerSecond)
{
    /// <summary>FACS action units as written in the sheet; empty where the sheet has none.</summary>
    public string ActionUnits { get; init; } = "";

    /// <summary>Emotion label as written in the sheet; empty where the sheet has none.</summary>
    public string Emotion { get; init; } = "";

    /// <summary>docs/method.md §1 "Inference": <c>offset − onset</c> in seconds; at most 0.5 s makes a micro-expression.</summary>
    public double DurationSeconds => (Offset - Onset) / FramesPerSecond;

    /// <summary>Whether two rates, in frames per second, are one: within 1 % [chosen], as 29.97 and 30 are.</summary>
    internal static bool IsSameRate(double a, double b) => Math.Abs(a - b) <= 0.01 * Math.Max(a, b);
}
