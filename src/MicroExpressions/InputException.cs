namespace MicroExpressions;

/// <summary>
/// What was given cannot be used: names the place, what stands there, what was expected and what to do.
/// The launcher turns it into exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>What one part of a message may have; a damaged file's text can be as long as the file.</summary>
    private const int Longest = 1000, LongestExpected = 4000;

    /// <summary>A text from a file may be long and hold what a terminal takes for orders: it is shortened, and control characters are written out.</summary>
    /// <param name="place">file, with sheet, row, column or frame where there is one, e.g. <c>code_final.xlsx, sheet 1, row 12</c></param>
    /// <param name="found">what stands there</param>
    /// <param name="expected">what should stand there</param>
    /// <param name="remedy">what the reader can do about it</param>
    /// <param name="inner">the cause, if another exception told us</param>
    public InputException(string place, string found, string expected, string remedy, Exception? inner = null)
        : base($"{Plain(place, Longest)}: found {Plain(found, Longest)}; expected {Plain(expected, LongestExpected)}. {Plain(remedy, Longest)}", inner)
    {
        Place = Plain(place, Longest);
        Found = Plain(found, Longest);
        Expected = Plain(expected, LongestExpected);
        Remedy = Plain(remedy, Longest);
    }

    /// <summary>File, with sheet, row, column or frame where there is one.</summary>
    public string Place { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }

    /// <summary>What should stand there.</summary>
    public string Expected { get; }

    /// <summary>What the reader can do about it.</summary>
    public string Remedy { get; }

    private static string Plain(string text, int longest)
    {
        string shown = text.Length <= longest ? text : $"{text.AsSpan(0, longest * 3 / 4)} … {text.AsSpan(text.Length - longest / 4)}";
        return shown.Any(IsOrder) ? string.Concat(shown.Select(c => IsOrder(c) ? $"\\u{(int)c:x4}" : $"{c}")) : shown;
    }

    private static bool IsOrder(char c) => char.IsControl(c) && c != '\n';
}
