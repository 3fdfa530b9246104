using System.Globalization;
using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interop;

/// <summary>Result tables as data frames, and back.</summary>
public static class ResultFrame
{
    /// <summary>The column that says where a row's numbers come from: <c>ours</c>, <c>paper</c> or <c>control</c>.</summary>
    public const string Origin = "origin";

    /// <summary>What a column's name ends in that holds the deviations over the seeds.</summary>
    public const string Deviation = " ±";

    /// <summary>
    /// A column a column, under its heading, numbers as they are and not as they are shown; a second one for deviations where a value is
    /// a mean over seeds; the rows' origin in the last. A column of numbers and words becomes one of words.
    /// </summary>
    public static DataFrame ToDataFrame(this ResultTable table)
    {
        var columns = new List<DataFrameColumn>();
        for (int c = 0; c < table.Columns.Count; c++)
        {
            string name = table.Columns[c].Heading;
            object?[] cells = [.. table.Rows.Select(row => row.Cells[c])];
            if (cells.Any(cell => cell is string))
            {
                columns.Add(new StringDataFrameColumn(name, cells.Select((cell, r) => cell is null ? null : table.CellText(r, c))));
                continue;
            }
            columns.Add(new DoubleDataFrameColumn(name, cells.Select(cell => cell is MeanAndDeviation m ? m.Mean : Number(cell))));
            if (cells.Any(cell => cell is MeanAndDeviation { Count: > 1 }))
                columns.Add(new DoubleDataFrameColumn(name + Deviation, cells.Select(cell => (cell as MeanAndDeviation)?.Deviation)));
        }
        columns.Add(new StringDataFrameColumn(Origin, table.Rows.Select(row => row.Origin.ToString().ToLowerInvariant())));
        return new DataFrame(columns);
    }

    /// <summary>A table with the frame's columns. A column <see cref="Origin"/> is not shown but tells the rows' origin.</summary>
    /// <param name="frame">the frame</param>
    /// <param name="title">the table's</param>
    /// <exception cref="InputException">an origin that is none</exception>
    public static ResultTable ToResultTable(this DataFrame frame, string title)
    {
        DataFrameColumn? origins = frame.Columns.FirstOrDefault(column => column.Name == Origin);
        DataFrameColumn[] shown = [.. frame.Columns.Where(column => column != origins)];
        return new ResultTable(title, [.. shown.Select(column => new ResultColumn(column.Name))],
        [
            .. Enumerable.Range(0, checked((int)frame.Rows.Count)).Select(r => new ResultRow([.. shown.Select(column => Cell(column[r]))])
            {
                Origin = origins is null ? RowOrigin.Ours : OriginOf(origins[r], r),
            }),
        ]);
    }

    private static double? Number(object? cell) => cell is null ? null : Convert.ToDouble(cell, CultureInfo.InvariantCulture);

    private static object? Cell(object? value) => value is null or string or double or float or int or long
        ? value : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static RowOrigin OriginOf(object? value, int row) =>
        Enum.TryParse(value as string, ignoreCase: true, out RowOrigin origin) && Enum.IsDefined(origin) ? origin
            : throw new InputException($"data frame, row {row + 1}, column '{Origin}'", $"'{value}'", "ours, paper, control or leaky", "Correct the cell, or leave the column out.");
}
