namespace MicroExpressions.Annotations;

/// <summary>How sheets say that an apex is not labelled.</summary>
internal static class ApexMark
{
    /// <summary>What counts as such a mark, for messages.</summary>
    public const string Marks = "nothing, /, \\, -, ?, n/a, none, nan, 0 or below";

    /// <summary>Whether <paramref name="text"/> stands for "no apex": frames count from 1, so 0 and −1 are marks too.</summary>
    public static bool Is(string text, bool decimalComma = false) => DelimitedText.IsMark(text)
        || (DelimitedText.TryNumber(text.Trim().Replace('\u2212', '-'), decimalComma, out double number) && number <= 0);
}
