namespace MicroExpressions.Reporting;

/// <summary>
/// Subtitles in SubRip's format (<c>.srt</c>), which every player takes: a number, <c>hh:mm:ss,mmm --> hh:mm:ss,mmm</c>, the text and an
/// empty line, lines ended by CR LF as SubRip writes them. Nobody ever specified it; players read HTML's and SSA's formatting in the text,
/// and there are no escapes.
/// </summary>
public static class SubRipFile
{
    /// <summary>U+2060: no width, and no line is broken at it.</summary>
    private const char WordJoiner = '\u2060';

    /// <summary>Writes a file; an earlier one is replaced as a whole.</summary>
    /// <param name="path">the file</param>
    /// <param name="annotations">in any order; those that overlap stay apart</param>
    /// <exception cref="InputException">the file cannot be written</exception>
    public static void Write(string path, IEnumerable<TimedAnnotation> annotations) => WholeFile.WriteText(path, to =>
    {
        foreach (var (n, a) in TimedAnnotation.InOrder(annotations).Index())
            to.Write($"{n + 1}\r\n{TimedAnnotation.Clock(a.OnsetMilliseconds, ',')} --> {TimedAnnotation.Clock(a.OffsetMilliseconds, ',')}\r\n{Plain(a.Text)}\r\n\r\n");
    });

    /// <summary>Text that no player takes for formatting or for times: what begins or makes these is broken by a word joiner.</summary>
    private static string Plain(string text) => text.Replace("<", $"<{WordJoiner}").Replace("{", $"{{{WordJoiner}").Replace("-->", $"--{WordJoiner}>");
}
