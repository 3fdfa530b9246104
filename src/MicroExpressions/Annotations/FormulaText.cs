using System.Globalization;

namespace MicroExpressions.Annotations;

/// <summary>
/// Names in CSV files that spreadsheet programs open. They take a cell that begins with one of a few characters for a formula, which may start
/// programs; an apostrophe before it makes it text [OWASP, "CSV Injection"]. The kit's own readers take the apostrophe away again.
/// </summary>
internal static class FormulaText
{
    private const string Beginnings = "=+-@\t\r";

    /// <summary>The text as it is written: with an apostrophe where it would be a formula, and where it already has one for that.</summary>
    public static string Guarded(string text) => IsFormula(text) ? $"'{text}" : text;

    /// <summary>The text that was guarded.</summary>
    public static string Plain(string cell) => cell is ['\'', ..] && IsFormula(cell[1..]) ? cell[1..] : cell;

    // a number is one to spreadsheet programs too
    private static bool IsFormula(string text) => text.TrimStart('\'') is [var first, ..] && Beginnings.Contains(first)
        && !(text[0] == first && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
}
