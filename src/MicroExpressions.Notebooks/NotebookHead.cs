using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroExpressions.Notebooks;

/// <summary>What a notebook's first cell says of it: the title, a line under it, what one learns, how long it takes.</summary>
/// <param name="Title">the text after <c># </c>; empty where there is none</param>
/// <param name="Quote">the block quote's text; empty where there is none</param>
/// <param name="Learn">what follows <c>**You will learn**</c>; empty where it is not said</param>
/// <param name="Time">how long it takes, as stated: <c>20 s</c>, <c>2 min</c>; empty where it is not said</param>
/// <param name="Seconds">the same in seconds</param>
public sealed partial record NotebookHead(string Title, string Quote, string Learn, string Time, int? Seconds)
{
    /// <summary>Reads the first cell.</summary>
    public static NotebookHead Of(Notebook notebook)
    {
        string text = notebook.Cells.Count > 0 && notebook.Cells[0].IsMarkdown ? notebook.Cells[0].Source : "";
        Match time = StatedTime().Match(text);
        int? seconds = !time.Success ? null
            : int.Parse(time.Groups["n"].Value, CultureInfo.InvariantCulture) * (time.Groups["unit"].Value[0] == 'm' ? 60 : 1);
        return new NotebookHead(First(TitleLine(), text), First(QuoteLine(), text), First(LearnLine(), text),
            seconds is null ? "" : $"{time.Groups["n"].Value} {(time.Groups["unit"].Value[0] == 'm' ? "min" : "s")}", seconds);
    }

    private static string First(Regex line, string text) => line.Match(text).Groups["text"].Value.Trim();

    [GeneratedRegex(@"\A# (?<text>.+)")]
    private static partial Regex TitleLine();

    [GeneratedRegex(@"^> (?<text>.+)", RegexOptions.Multiline)]
    private static partial Regex QuoteLine();

    [GeneratedRegex(@"\*\*You will learn\*\*:?(?<text>.+)")]
    private static partial Regex LearnLine();

    [GeneratedRegex(@"(?<n>\d{1,6})\s*(?<unit>s|sec\w*|min\w*)\b[^.\n]{0,30}\b(2|two) cores", RegexOptions.IgnoreCase)]
    private static partial Regex StatedTime();
}
