using MicroExpressions.Experiments;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>A study of spotting as a table: variants, what learns nothing, the paper's rows.</summary>
public static class SpottingStudyTable
{
    private static readonly ResultColumn[] Columns =
    [
        new("Row"), Figure("F1(0.5)"), Figure("F1(1.0)"), Figure("F1(p)"), Figure("Recall"), Figure("Precision"), Figure("F1"),
        Figure("F1, fixed threshold"), Figure("the same, one to one"),
    ];

    /// <summary>The table of any study.</summary>
    public static ResultTable Of(SpottingStudyResult result) => new(
        $"Spotting table {result.Study.Number}, {result.Data.Title}, {result.Scale.Name} scale", Columns,
        [
            .. result.Rows.Select(Row), .. result.Data.Controls.Select(Row),
            .. result.Paper.Select(row => Row(row, result.Study.Paper.DataSet)),
        ])
    {
        Footnotes =
        [
            result.Study.Question,
            $"{result.Rows[0].Seeds[0].Folds.Count} folds, leave-one-subject-out; {result.Rows[0].Seeds.Count} seeds; last iteration, {result.Scale.Base.Training.Steps} steps.",
            "F1(0.5), F1(1.0), F1(p), recall, precision and F1 are the paper's: at the threshold that is best on the test set itself. The last two columns take each subject's threshold from the other subjects' detections.",
            "Controls are scored without a sweep. Reconstruction: what METHOD.md marks [chosen] is a setting, listed in each run's record.txt.",
        ],
    };

    private static ResultColumn Figure(string name) => new(name, Format: "0.000", Best: Best.Highest);

    private static ResultRow Row(SpottingStudyRow row) => new(
        row.Name, Over(row, r => r.Sweep.BestOnTestSetAt05.Score.F1At05), Over(row, r => r.Sweep.BestOnTestSetAt10.Score.F1At10), Over(row, r => r.Sweep.F1AtBestOverall),
        Over(row, r => r.Sweep.BestOnTestSet.Score.Recall), Over(row, r => r.Sweep.BestOnTestSet.Score.Precision), Over(row, r => r.Sweep.BestOnTestSet.Score.F1),
        Over(row, r => r.Lab.Total.F1), Over(row, r => r.OneToOne.Total.F1));

    private static ResultRow Row(DifficultyRow control) => new(
        control.Method, control.Lab.F1At05, control.Lab.F1At10, null, control.Lab.Recall, control.Lab.Precision, null, control.Lab.F1, control.OneToOne.F1)
    { Origin = RowOrigin.Control };

    private static ResultRow Row(SpottingRow row, string set) => new(
        $"paper: {row.Name} ({set})", row.F1At05, row.F1At10, row.F1AtBestOverall, row.Recall, row.Precision, row.F1, null, null)
    { Origin = RowOrigin.Paper };

    private static MeanAndDeviation Over(SpottingStudyRow row, Func<SpottingResult, double> figure)
    {
        double[] values = [.. row.Seeds.Select(figure)];
        double mean = values.Average();
        return new(mean, values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1)), values.Length);
    }
}
