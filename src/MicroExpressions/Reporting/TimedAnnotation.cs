using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>
/// An expression on a video's own clock with a line of text, whichever method found it: what subtitles and annotation programs take.
/// For files see <see cref="SubRipFile"/>, <see cref="WebVttFile"/> and <see cref="ElanFile"/>.
/// </summary>
public sealed record TimedAnnotation
{
    /// <param name="onset">when its first frame comes, seconds after the video's first</param>
    /// <param name="offset">when its last frame ends, likewise</param>
    /// <param name="kind">micro or macro</param>
    /// <param name="text">what is shown, one line</param>
    /// <exception cref="ArgumentException">an onset before the video, an offset that is not after it, no text, or more than one line of it</exception>
    public TimedAnnotation(double onset, double offset, ExpressionKind kind, string text)
    {
        if (!(onset >= 0 && offset > onset && double.IsFinite(offset)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"from {onset} to {offset} s"), nameof(offset));
        if (string.IsNullOrWhiteSpace(text) || text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'))
            throw new ArgumentException("not one line of text", nameof(text));
        (Onset, Offset, Kind, Text) = (onset, offset, kind, text);
    }

    /// <summary>When its first frame comes, seconds after the video's first.</summary>
    public double Onset { get; }

    /// <summary>When its last frame ends, likewise.</summary>
    public double Offset { get; }

    /// <summary>Micro or macro.</summary>
    public ExpressionKind Kind { get; }

    /// <summary>What is shown, one line.</summary>
    public string Text { get; }

    /// <summary><see cref="Onset"/> in whole milliseconds, which is all that the three formats know.</summary>
    public long OnsetMilliseconds => Rounded(Onset);

    /// <summary><see cref="Offset"/> likewise, after the onset also where a high-speed camera's frame is shorter than a millisecond.</summary>
    public long OffsetMilliseconds => Math.Max(Rounded(Offset), OnsetMilliseconds + 1);

    /// <summary>
    /// A found interval at the times of its frames: <c>micro-expression, frames 120–131, 0.42 s, score 0.712</c>. However short it is, its
    /// times stay true: subtitles that a reader can follow would be no data.
    /// </summary>
    /// <param name="found">frames from 1</param>
    /// <param name="times">of all frames of the video</param>
    public static TimedAnnotation Of(SpottedInterval found, FrameTimes times)
    {
        double onset = times.Seconds(found.Onset - 1), offset = times.Seconds(found.Offset);
        return new(onset, offset, found.Kind, string.Create(CultureInfo.InvariantCulture,
            $"{VideoSpottingReport.Word(found.Kind)}, frames {found.Onset}–{found.Offset}, {offset - onset:0.00} s, score {found.Score:0.000}"));
    }

    /// <summary>By onset, then offset; WebVTT wants its cues to begin in order.</summary>
    internal static IEnumerable<TimedAnnotation> InOrder(IEnumerable<TimedAnnotation> annotations) =>
        annotations.OrderBy(a => a.OnsetMilliseconds).ThenBy(a => a.OffsetMilliseconds);

    /// <summary>A time as subtitles write it: <c>00:00:04.167</c>, with the format's own mark before the milliseconds.</summary>
    internal static string Clock(long milliseconds, char mark) => string.Create(CultureInfo.InvariantCulture,
        $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}{mark}{milliseconds % 1000:000}");

    // at 23.976 frames a second many come at half a millisecond: to the microsecond first, so that no rounding error decides
    private static long Rounded(double seconds) => (long)Math.Round(Math.Round(1000 * seconds, 3), MidpointRounding.AwayFromZero);
}
