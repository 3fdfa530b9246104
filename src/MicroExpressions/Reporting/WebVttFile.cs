namespace MicroExpressions.Reporting;

/// <summary>
/// Subtitles in the browsers' format (<c>.vtt</c>), for HTML's <c>&lt;track&gt;</c>. Source: W3C, WebVTT: The Web Video Text Tracks
/// Format, §4.1: the mark <c>WEBVTT</c>; blocks with an identifier, <c>hh:mm:ss.mmm --> hh:mm:ss.mmm</c> and the text, an empty line
/// between; the cues begin in order, each ends after it begins; <c>&amp;</c>, <c>&lt;</c> and so <c>--></c> are escaped.
/// </summary>
public static class WebVttFile
{
    /// <summary>Writes a file; an earlier one is replaced as a whole.</summary>
    /// <param name="path">the file</param>
    /// <param name="annotations">in any order; those that overlap stay apart</param>
    /// <exception cref="InputException">the file cannot be written</exception>
    public static void Write(string path, IEnumerable<TimedAnnotation> annotations) => WholeFile.WriteText(path, to =>
    {
        to.Write("WEBVTT\n");
        foreach (var (n, a) in TimedAnnotation.InOrder(annotations).Index())
            to.Write($"\n{n + 1}\n{TimedAnnotation.Clock(a.OnsetMilliseconds, '.')} --> {TimedAnnotation.Clock(a.OffsetMilliseconds, '.')}\n{Escaped(a.Text)}\n");
    });

    private static string Escaped(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
