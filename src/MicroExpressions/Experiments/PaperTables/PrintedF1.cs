namespace MicroExpressions.Experiments.PaperTables;

/// <summary>A row whose printed F1 does not follow from its printed recall and precision.</summary>
/// <param name="Table">the table's number</param>
/// <param name="Row">the row's name</param>
/// <param name="Printed">the printed F1</param>
/// <param name="Implied">the F1 of the printed recall and precision</param>
public sealed record F1Disagreement(string Table, string Row, double Printed, double Implied);

/// <summary>Recomputes each printed F1 from the recall and precision printed beside it.</summary>
public static class PrintedF1
{
    /// <summary>Half of the last printed digit: what rounding may hide.</summary>
    private const double HalfDigit = 0.0005;

    /// <summary>F1 = 2·REC·PRE/(REC + PRE).</summary>
    public static double Implied(double recall, double precision) => 2 * recall * precision / (recall + precision);

    /// <summary>
    /// The rows that no rounding explains: whatever recall and precision would be printed so, their F1 would be printed otherwise.
    /// F1 grows with both, so the two extreme corners tell.
    /// </summary>
    public static IReadOnlyList<F1Disagreement> Disagreements(IEnumerable<SpottingTable> tables) =>
    [
        .. from table in tables
           from row in table.Rows
           where row is { Recall: double recall, Precision: double precision, F1: double f1 } && !IsExplained(f1, recall, precision)
           select new F1Disagreement(table.Number, row.Name, row.F1!.Value, Implied(row.Recall!.Value, row.Precision!.Value)),
    ];

    private static bool IsExplained(double printed, double recall, double precision) =>
        printed >= Implied(recall - HalfDigit, precision - HalfDigit) - HalfDigit
        && printed <= Implied(recall + HalfDigit, precision + HalfDigit) + HalfDigit;
}
