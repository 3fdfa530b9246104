using System.Globalization;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>One line of a score table.</summary>
/// <param name="Name">whose detections, under which protocol</param>
/// <param name="Threshold">only detections above it count; null: all</param>
/// <param name="Selection">how the threshold was chosen: <c>given</c>, <c>on the test set</c>, <c>on the training folds</c></param>
/// <param name="Score">the counts</param>
public sealed record SpottingScoreLine(string Name, double? Threshold, string Selection, SpottingScore Score);

/// <summary>Spotting scores with their counts, docs/method.md §1 "Metrics".</summary>
public static class SpottingScoreTable
{
    /// <summary>The columns; tables of spotting have these in this order.</summary>
    public static IReadOnlyList<ResultColumn> Columns { get; } =
    [
        new("Scored"), new("Threshold", Format: "0.0000"), new("Chosen"), new("TP"), new("Predicted"), new("Truth"),
        new("Recall", Format: "0.000000"), new("Precision", Format: "0.000000"), new("F1", Format: "0.000000"),
        new("F1(0.5)", Format: "0.000"), new("F1(1.0)", Format: "0.000"),
    ];

    /// <summary>A table of scores.</summary>
    public static ResultTable Of(string title, IReadOnlyList<SpottingScoreLine> lines, IReadOnlyList<ResultRow> printed, IReadOnlyList<string> footnotes) => new(
        title, Columns, [.. lines.Select(Row), .. printed])
    { Footnotes = footnotes };

    /// <summary>What a sweep chose on the test set, with its own maximum for F1(0.5) and F1(1.0) as the papers report them.</summary>
    public static string SweepNote(string name, ThresholdSweep sweep) => string.Create(CultureInfo.InvariantCulture,
        $"{name}, each at its own best threshold on the test set: F1(0.5) {sweep.BestOnTestSetAt05.Score.F1At05:0.000}, F1(1.0) {sweep.BestOnTestSetAt10.Score.F1At10:0.000}; F1(p) {sweep.F1AtBestOverall:0.000}");

    private static ResultRow Row(SpottingScoreLine line)
    {
        SpottingScore s = line.Score;
        return new ResultRow(line.Name, line.Threshold, line.Selection, s.Found, s.Predicted, s.Labelled, s.Recall, s.Precision, s.F1, s.F1At05, s.F1At10);
    }
}
