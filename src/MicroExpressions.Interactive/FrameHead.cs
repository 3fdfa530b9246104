using System.Globalization;
using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive;

/// <summary>What a notebook shows of a data frame: its first rows and its size. All rows of a long one would make the notebook's file large.</summary>
internal static class FrameHead
{
    private const int RowsShown = 20;

    /// <summary>The first rows; a note where there are more.</summary>
    internal static ResultTable Of(DataFrame frame)
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"{frame.Rows.Count} rows, {frame.Columns.Count} columns");
        return frame.Rows.Count <= RowsShown ? frame.ToResultTable(size)
            : frame.Head(RowsShown).ToResultTable(size) with { Footnotes = [string.Create(CultureInfo.InvariantCulture, $"The first {RowsShown} rows; {frame.Rows.Count - RowsShown} more.")] };
    }
}
