using MicroExpressions.Methods;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.PaperTables;

/// <summary>A printed row; null where the paper prints nothing.</summary>
/// <param name="Name">the row's name in the paper</param>
/// <param name="F1At05">F1(0.5)</param>
/// <param name="F1At10">F1(1.0)</param>
/// <param name="F1AtBestOverall">F1(p)</param>
/// <param name="Recall">REC</param>
/// <param name="Precision">PRE</param>
/// <param name="F1">F1 over both classes</param>
public sealed record SpottingRow(
    string Name, double? F1At05, double? F1At10, double? F1AtBestOverall, double? Recall, double? Precision, double? F1)
{
    /// <summary>What the method is told; PWES itself gets points.</summary>
    public Supervision Supervision { get; init; } = Supervision.Point;
}

/// <summary>A printed table of PWES (arXiv 2403.14240); docs/method.md §1 "The paper's numbers".</summary>
/// <param name="Number">the paper's number, I to XI</param>
/// <param name="Title">what its rows vary</param>
/// <param name="DataSet">the data set's id</param>
/// <param name="Rows">in the paper's order</param>
public sealed record SpottingTable(string Number, string Title, string DataSet, IReadOnlyList<SpottingRow> Rows)
{
    /// <summary>All eleven.</summary>
    public static IReadOnlyList<SpottingTable> All => [.. PwesAblations.All, .. PwesComparisons.All];

    /// <summary>The row of that name.</summary>
    /// <exception cref="ArgumentException">the table has no such row</exception>
    public SpottingRow Row(string name) => Rows.FirstOrDefault(row => row.Name == name)
        ?? throw new ArgumentException($"table {Number} has no row {name}; it has {string.Join(", ", Rows.Select(r => r.Name))}");

    /// <summary>The method's row; null where the table has none.</summary>
    /// <param name="method">a published method; one is "Zhang 2020" in two tables and goes by its own name, SP-FD, in the third</param>
    public SpottingRow? RowOf(PublishedMethod method) =>
        Rows.FirstOrDefault(row => row.Name == method.Name || string.Equals(row.Name, method.Id, StringComparison.OrdinalIgnoreCase));
}
