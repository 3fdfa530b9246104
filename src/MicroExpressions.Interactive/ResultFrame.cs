using System.Globalization;
using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive;

/// <summary>
/// Result tables as data frames, and back. A table's column becomes a column of its heading, with the numbers as they are and not as they
/// are shown. What does not fit into one column of one type goes into others beside it, which are there only where they are needed:
/// deviations and counts of means over seeds, words among numbers, the types of numbers of several.
/// </summary>
public static class ResultFrame
{
    /// <summary>The column that says where a row's numbers come from: <c>ours</c>, <c>paper</c>, <c>control</c> or <c>leaky</c>.</summary>
    public const string Origin = "origin";

    /// <summary>What the name of a column of deviations over the seeds ends in.</summary>
    public const string Deviation = " ±";

    /// <summary>What the name of a column of numbers of seeds ends in.</summary>
    public const string Count = " n";

    /// <summary>What the name of a column with the words among a column's numbers ends in.</summary>
    public const string Words = " words";

    /// <summary>What the name of a column with the types of a column's numbers ends in: <c>int</c>, <c>long</c>, <c>float</c>, <c>double</c>.</summary>
    public const string NumberType = " type";

    /// <summary>The table's rows; empty cells become nulls.</summary>
    /// <exception cref="ArgumentException">two columns have the same heading, or a cell is of a type that no table shows</exception>
    public static DataFrame ToDataFrame(this ResultTable table) => new(
    [
        .. table.Columns.SelectMany((column, c) => Columns(column.Heading, [.. table.Rows.Select(row => row.Cells[c])])),
        new StringDataFrameColumn(Origin, table.Rows.Select(row => row.Origin.ToString().ToLowerInvariant())),
    ]);

    /// <summary>A table with the frame's columns. A column <see cref="Origin"/> is not shown but tells the rows' origin.</summary>
    /// <param name="frame">any frame</param>
    /// <param name="title">the table's</param>
    /// <exception cref="InputException">an origin that is none</exception>
    public static ResultTable ToResultTable(this DataFrame frame, string title)
    {
        var names = frame.Columns.Select(column => column.Name).ToHashSet();
        return Table(frame, title, [.. frame.Columns.Where(column => column.Name != Origin && !IsCompanion(column.Name)).Select(column => new ResultColumn(column.Name))]);

        bool IsCompanion(string name) => ((string[])[Deviation, Count, Words, NumberType])
            .Any(end => name.EndsWith(end, StringComparison.Ordinal) && names.Contains(name[..^end.Length]));
    }

    /// <summary>The frame's rows under the heading of a table that they came from: title, formats, which is best, footnotes.</summary>
    /// <param name="frame">rows of <see cref="ToDataFrame(ResultTable)"/>, as they were, filtered or changed</param>
    /// <param name="like">the table</param>
    /// <exception cref="InputException">the frame lacks a column of the table, or an origin is none</exception>
    public static ResultTable ToResultTable(this DataFrame frame, ResultTable like) => Table(frame, like.Title, like.Columns) with { Footnotes = like.Footnotes };

    private static IEnumerable<DataFrameColumn> Columns(string name, object?[] cells)
    {
        if (cells.All(cell => cell is null or string))
        {
            yield return new StringDataFrameColumn(name, cells.Select(cell => (string?)cell));
            yield break;
        }
        object?[] numbers = [.. cells.Select(cell => cell switch { MeanAndDeviation m => m.Mean, string => null, _ => cell })];
        Type[] types = [.. numbers.OfType<object>().Select(number => number.GetType()).Distinct()];
        yield return Numbers(name, numbers, types);
        if (types.Length > 1)
            yield return new StringDataFrameColumn(name + NumberType, numbers.Select(NameOfType));
        if (cells.Any(cell => cell is string))
            yield return new StringDataFrameColumn(name + Words, cells.Select(cell => cell as string));
        if (cells.Any(cell => cell is MeanAndDeviation))
        {
            yield return new DoubleDataFrameColumn(name + Deviation, cells.Select(cell => (cell as MeanAndDeviation)?.Deviation));
            yield return new Int32DataFrameColumn(name + Count, cells.Select(cell => (cell as MeanAndDeviation)?.Count));
        }
    }

    private static DataFrameColumn Numbers(string name, object?[] numbers, Type[] types) =>
        types is [Type only] && only == typeof(int) ? new Int32DataFrameColumn(name, numbers.Select(n => (int?)n))
        : types is [Type second] && second == typeof(long) ? new Int64DataFrameColumn(name, numbers.Select(n => (long?)n))
        : types is [Type third] && third == typeof(float) ? new SingleDataFrameColumn(name, numbers.Select(n => (float?)n))
        : new DoubleDataFrameColumn(name, numbers.Select(n => n is null ? (double?)null : Convert.ToDouble(n, CultureInfo.InvariantCulture)));

    private static string? NameOfType(object? number) => number switch
    {
        null => null,
        int => "int",
        long => "long",
        float => "float",
        double => "double",
        _ => throw new ArgumentException($"a cell of type {number.GetType().Name}: expected a string, a number, a MeanAndDeviation or null"),
    };

    private static ResultTable Table(DataFrame frame, string title, IReadOnlyList<ResultColumn> columns)
    {
        Dictionary<string, DataFrameColumn> named = frame.Columns.ToDictionary(column => column.Name);
        string[] missing = [.. columns.Select(column => column.Heading).Where(heading => !named.ContainsKey(heading))];
        if (missing.Length > 0)
            throw new InputException("data frame", string.Join(", ", named.Keys), $"the columns of \"{title}\"", $"Add {string.Join(", ", missing)}.");
        return new ResultTable(title, columns,
        [
            .. Enumerable.Range(0, checked((int)frame.Rows.Count)).Select(r => new ResultRow([.. columns.Select(column => Cell(column.Heading, r))])
            {
                Origin = named.TryGetValue(Origin, out DataFrameColumn? origins) ? OriginOf(origins[r], r) : RowOrigin.Ours,
            }),
        ]);

        object? At(string name, int row) => named.TryGetValue(name, out DataFrameColumn? column) ? column[row] : null;

        object? Cell(string name, int row) => (At(name, row), At(name + Words, row), At(name + Count, row)) switch
        {
            (null, string words, _) => words,
            (double mean, _, int count) => new MeanAndDeviation(mean, Convert.ToDouble(At(name + Deviation, row), CultureInfo.InvariantCulture), count),
            (double number, _, _) => At(name + NumberType, row) switch { "int" => (object)(int)number, "long" => (long)number, "float" => (float)number, _ => number },
            (null or string or float or int or long, _, _) and var (value, _, _) => value,
            (object other, _, _) => Convert.ToString(other, CultureInfo.InvariantCulture),
        };
    }

    private static RowOrigin OriginOf(object? value, int row) =>
        Enum.TryParse(value as string, ignoreCase: true, out RowOrigin origin) && Enum.IsDefined(origin) ? origin
            : throw new InputException($"data frame, row {row + 1}, column '{Origin}'", $"'{value}'", "ours, paper, control or leaky", "Correct the cell, or leave the column out.");
}
