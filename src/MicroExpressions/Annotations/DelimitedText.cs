using System.Globalization;

namespace MicroExpressions.Annotations;

/// <summary>What separates the cells of a text file, told by its first line that has a separator, and how its numbers are written.</summary>
internal static class DelimitedText
{
    /// <summary>
    /// The first line that has one tells: <c>;</c> or, in the very first line, a tab, where its commas are only those of decimal numbers;
    /// else <c>,</c>. Null where no line has any: then blanks separate. Text in double quotes does not count.
    /// </summary>
    public static char? SeparatorOf(string text)
    {
        foreach ((int number, string line) in text.TrimStart().Split('\n').Index())
        {
            string bare = WithoutQuoted(line).TrimEnd('\r');
            foreach (char separator in number == 0 ? new[] { ';', '\t' } : [';'])
            {
                if (bare.Contains(separator) && bare.Split(separator).All(HasNoOtherComma))
                {
                    return separator;
                }
            }

            if (bare.Contains(','))
            {
                return ',';
            }
        }

        return null;
    }

    /// <summary>A finite number, written with a decimal point or, in a file whose cells are not separated by commas, with a decimal comma.</summary>
    /// <param name="text">the cell</param>
    /// <param name="decimalComma">whether a comma may stand for the point</param>
    /// <param name="number">the number</param>
    public static bool TryNumber(string text, bool decimalComma, out double number) =>
        double.TryParse(decimalComma ? text.Replace(',', '.') : text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        && double.IsFinite(number);

    /// <summary>Whether a cell holds nothing, or a mark that people put where nothing is known: /, \, -, ?, n/a, nan, none, null.</summary>
    public static bool IsMark(string text) => text.Trim() is var word
        && (word.All(c => c is '/' or '\\' or '-' or '\u2013' or '\u2014' or '\u2212' or '?')
            || word.ToLowerInvariant() is "n/a" or "na" or "nan" or "none" or "null" or "nil");

    private static bool HasNoOtherComma(string cell) => cell.IndexOf(',') is var at
        && (at < 0 || (at > 0 && at + 1 < cell.Length && char.IsAsciiDigit(cell[at - 1]) && char.IsAsciiDigit(cell[at + 1])
            && cell.IndexOf(',', at + 1) < 0));

    private static string WithoutQuoted(string line) => string.Concat(line.Split('"').Where((_, i) => i % 2 == 0));
}
