using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>One row of a file whose first row names its columns, read by column name.</summary>
internal sealed record HeadedRow(string Path, SheetRow Row, IReadOnlyDictionary<string, int> Columns, bool DecimalComma)
{
    /// <summary>File and row, as an editor counts rows.</summary>
    public string Place => $"{System.IO.Path.GetFileName(Path)}, row {Row.Number}";

    /// <summary>The rows below the first; blank ones hold nothing and are passed over.</summary>
    /// <exception cref="InputException">the file cannot be read or lacks a column</exception>
    public static IEnumerable<HeadedRow> Read(string path, params IReadOnlyList<string> required)
    {
        Spreadsheet file = Spreadsheet.Read(path);
        var rows = file.Sheets[0].Rows.Where(row => !row.IsBlank).ToList();
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < rows[0].Cells.Count; i++) columns.TryAdd(rows[0].Text(i) ?? "", i);
        foreach (string name in required)
            if (!columns.ContainsKey(name))
                throw new InputException(
                    $"{System.IO.Path.GetFileName(path)}, row {rows[0].Number}", $"the columns {string.Join(", ", columns.Keys)}",
                    $"a column {name}", $"The first row must name the columns {string.Join(", ", required)}.");
        return rows.Skip(1).Select(row => new HeadedRow(path, row, columns, file.DecimalComma));
    }

    /// <exception cref="InputException">the cell is empty</exception>
    public string Text(string column) =>
        Row.Text(Columns[column]) ?? throw Wrong(column, "nothing", "a value");

    /// <exception cref="InputException">the cell holds no finite number</exception>
    public double Number(string column) => Number(column, Text(column));

    /// <summary>The number in a text that was taken from the column.</summary>
    /// <exception cref="InputException">it is no finite number</exception>
    public double Number(string column, string text) =>
        DelimitedText.TryNumber(text, DecimalComma, out double number)
            ? number
            : throw Wrong(column, $"'{text}'", "a finite number, with a decimal point");

    public InputException Wrong(string column, string found, string expected) =>
        new($"{Place}, column {column}", found, expected, "Correct the cell.");
}
