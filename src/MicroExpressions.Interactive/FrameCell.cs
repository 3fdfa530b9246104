using System.Globalization;
using MicroExpressions.Annotations;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive;

/// <summary>Cells of a data frame that somebody else may have made, and their places in messages.</summary>
internal static class FrameCell
{
    /// <summary>Every row's number, from 0.</summary>
    internal static IEnumerable<int> Rows(DataFrame frame) => Enumerable.Range(0, checked((int)frame.Rows.Count));

    /// <summary>A row's name in messages, which count from 1.</summary>
    internal static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"data frame, row {row + 1}");

    /// <summary>Throws unless the frame has the columns.</summary>
    /// <exception cref="InputException">otherwise; it names those that are missing</exception>
    internal static void Require(DataFrame frame, string[] columns)
    {
        string[] missing = [.. columns.Except(frame.Columns.Select(column => column.Name))];
        if (missing.Length > 0)
            throw new InputException(
                "data frame", string.Join(", ", frame.Columns.Select(column => column.Name)), $"the columns {string.Join(", ", columns)}",
                $"Add {string.Join(", ", missing)}.");
    }

    /// <summary>A cell as text; nothing where it, or its column, is missing.</summary>
    internal static string Text(DataFrame frame, string column, int row) =>
        Convert.ToString(frame.Columns.FirstOrDefault(c => c.Name == column)?[row], CultureInfo.InvariantCulture) ?? "";

    /// <summary>A cell as a number, whatever the column's type.</summary>
    /// <exception cref="InputException">it is none</exception>
    internal static double Number(DataFrame frame, string column, int row) =>
        double.TryParse(Text(frame, column, row), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
            : throw Wrong(frame, column, row, "a number");

    /// <summary>A cell as a whole number, whatever the column's type.</summary>
    /// <exception cref="InputException">it is none</exception>
    internal static int WholeNumber(DataFrame frame, string column, int row) =>
        int.TryParse(Text(frame, column, row), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number
            : throw Wrong(frame, column, row, "a whole number");

    /// <summary>A cell as a kind of expression.</summary>
    /// <exception cref="InputException">it is none</exception>
    internal static ExpressionKind Kind(DataFrame frame, string column, int row) => Text(frame, column, row) switch
    {
        "micro" => ExpressionKind.Micro,
        "macro" => ExpressionKind.Macro,
        _ => throw Wrong(frame, column, row, "micro or macro"),
    };

    /// <summary>A kind as it stands in a frame.</summary>
    internal static string Word(ExpressionKind kind) => kind == ExpressionKind.Micro ? "micro" : "macro";

    private static InputException Wrong(DataFrame frame, string column, int row, string expected) =>
        new($"{Place(row)}, column '{column}'", Text(frame, column, row) is { Length: > 0 } text ? $"'{text}'" : "nothing", expected, "Correct the cell.");
}
