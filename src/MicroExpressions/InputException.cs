namespace MicroExpressions;

/// <summary>
/// What was given cannot be used: names the place, what stands there, what was expected and what to do.
/// The launcher turns it into exit code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <param name="place">file, with sheet, row, column or frame where there is one, e.g. <c>code_final.xlsx, sheet 1, row 12</c></param>
    /// <param name="found">what stands there</param>
    /// <param name="expected">what should stand there</param>
    /// <param name="remedy">what the reader can do about it</param>
    /// <param name="inner">the cause, if another exception told us</param>
    public InputException(string place, string found, string expected, string remedy, Exception? inner = null)
        : base($"{place}: found {found}; expected {expected}. {remedy}", inner)
    {
        Place = place;
        Found = found;
        Expected = expected;
        Remedy = remedy;
    }

    /// <summary>File, with sheet, row, column or frame where there is one.</summary>
    public string Place { get; }

    /// <summary>What stands there.</summary>
    public string Found { get; }

    /// <summary>What should stand there.</summary>
    public string Expected { get; }

    /// <summary>What the reader can do about it.</summary>
    public string Remedy { get; }
}
