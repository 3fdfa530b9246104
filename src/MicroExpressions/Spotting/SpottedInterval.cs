using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>An expression that was found. Frames are 1-based and inclusive.</summary>
/// <param name="Onset">first frame</param>
/// <param name="Offset">last frame</param>
/// <param name="Kind">by duration</param>
/// <param name="Score">how much it stands out; only the order counts</param>
public sealed record SpottedInterval(int Onset, int Offset, ExpressionKind Kind, double Score)
{
    /// <summary>Longest micro-expression, <c>offset − onset</c> in seconds [source].</summary>
    public const double LongestMicroSeconds = 0.5;

    /// <summary>
    /// A run in frames: <c>onset = i·L + 1</c>, <c>offset = (j + 1)·L</c>; micro iff <c>offset − onset ≤ 0.5 s</c>. The inclusive end matters:
    /// two snippets of 8 frames differ by 15, which at 30 fps is a micro-expression.
    /// </summary>
    /// <param name="run">the snippets</param>
    /// <param name="score">its score</param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    public static SpottedInterval Of(SnippetRun run, double score, int snippetLength, double framesPerSecond)
    {
        int onset = run.First * snippetLength + 1, offset = (run.Last + 1) * snippetLength;
        return new(onset, offset, KindOf(offset - onset + 1, framesPerSecond), score);
    }

    /// <summary>The kind of what lasts so many frames, the first and the last included.</summary>
    internal static ExpressionKind KindOf(int frames, double framesPerSecond) =>
        frames - 1 <= LongestMicroSeconds * framesPerSecond ? ExpressionKind.Micro : ExpressionKind.Macro;

    /// <summary>As the metrics take it.</summary>
    /// <param name="subject">the person</param>
    /// <param name="video">the video</param>
    public Detection In(string subject, string video) => new(subject, video, Onset, Offset, Score);
}
