using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Methods;

/// <summary>What a suppression has left, as intervals and as a curve.</summary>
internal static class KeptSegments
{
    /// <summary>Ends to the nearest frame, in the order given.</summary>
    /// <param name="kept">segments in steps, of a frame at least</param>
    /// <param name="frames">of a step</param>
    /// <param name="framesPerSecond">the video's rate</param>
    public static IReadOnlyList<SpottedInterval> Intervals(IEnumerable<(TemporalSegment Segment, double Score)> kept, double frames, double framesPerSecond) =>
    [
        .. from segment in kept
           let onset = (int)Math.Round(segment.Segment.Start * frames, MidpointRounding.AwayFromZero) + 1
           let offset = (int)Math.Round(segment.Segment.End * frames, MidpointRounding.AwayFromZero)
           select new SpottedInterval(onset, offset, SpottedInterval.KindOf(offset - onset + 1, framesPerSecond), segment.Score),
    ];

    /// <summary>The best score of what is found where a snippet's middle is, 0 where nothing is.</summary>
    /// <param name="kept">segments in steps</param>
    /// <param name="snippets">T</param>
    /// <param name="stepsPerSnippet">steps that a snippet is spread over</param>
    public static IReadOnlyList<float> Curve(IEnumerable<(TemporalSegment Segment, double Score)> kept, int snippets, int stepsPerSnippet)
    {
        var curve = new float[snippets];
        foreach ((TemporalSegment segment, double score) in kept)
            for (int t = 0; t < curve.Length; t++)
                if ((t + 0.5) * stepsPerSnippet is double middle && segment.Start <= middle && middle < segment.End)
                    curve[t] = Math.Max(curve[t], (float)score);
        return curve;
    }
}
