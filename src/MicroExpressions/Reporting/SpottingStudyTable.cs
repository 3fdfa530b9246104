using MicroExpressions.Experiments;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>A study of spotting as a table: variants, what learns nothing, the paper's rows.</summary>
public static class SpottingStudyTable
{
    private static readonly ResultColumn[] Columns =
    [
        new("Row"), Figure("F1(0.5)"), Figure("F1(1.0)"), Figure("F1(p)"), Figure("Recall"), Figure("Precision"), Figure("F1"),
        Figure("F1, last iteration"), Figure("F1, fixed threshold"), Figure("the same, one to one"),
        new("fixed threshold, against the reference"),
    ];

    private static readonly ResultColumn[] FoldColumns =
    [
        new("Row"), new("Seed"), new("Fold"), new("Threshold", Format: "0.0000"), new("TP"), new("Predicted"), new("Labelled"), new("F1", Format: "0.000"),
        new("TP, one to one"), new("Predicted, one to one"), new("F1, one to one", Format: "0.000"),
    ];

    /// <summary>The table of any study.</summary>
    public static ResultTable Of(SpottingStudyResult result) => new(
        $"Spotting {(result.Study.Number == "" ? result.Study.Name : $"table {result.Study.Number}")}, {result.Data.Title}, {result.Scale.Name} scale", Columns,
        [
            .. result.Rows.SelectMany(row => Printed(row, result).Prepend(Row(row, result.Reference))),
            .. result.Controls.Select(Row), .. result.Data.KnowsMotion ? (ResultRow[])[] : [WithoutMotion],
            .. result.Paper.Except(result.Rows.Select(row => Beside(row, result))).Select(row => Row(row!, result.Study.Paper.DataSet)),
        ])
    {
        Footnotes =
        [
            result.Study.Question,
            $"{result.Rows[0].Seeds[0].Folds.Count} folds, leave-one-subject-out; {result.Rows[0].Seeds.Count} {(result.Rows[0].Seeds.Count == 1 ? "seed" : "seeds")}; {result.Scale.Base.Training.Steps} steps.",
            $"F1(0.5), F1(1.0), F1(p), recall, precision and F1 are the paper's: each the maximum over epochs and thresholds on the test set itself. Epochs here: after {string.Join(", ", result.Rows.Select(row => row.Seeds[0].Folds[0].Epochs).MaxBy(epochs => epochs.Count)!.Select(e => e.Step))} steps [chosen].",
            .. result.Rows.Any(row => row.Seeds[0].Experiment.Steps == 0) ? (string[])["A method without labels finds the same each time: it has no deviation."] : [],
            "F1, last iteration: the threshold is still the best on the test set. Fixed threshold: the last iteration, and the threshold at which that fold's own spotter does best in the other people's videos, most of which taught it: nothing is chosen on what is scored, nor by a spotter that saw the person.",
            $"Thresholds from the other people's folds, whose spotters had the scored person among their training videos, would give {result.ThresholdCost:+0.000;−0.000} on average over the rows.",
            .. result.Order is { Length: > 0 } order ? (string[])[order] : [],
            .. result.Ours is { Length: > 0 } ours ? (string[])[$"Ours, not the paper's: {ours}. The oracle learns from every snippet's true label: more than labels can give."] : [],
            .. result.Sets.Count > 1 ? (string[])[$"Features, numbers a snippet of appearance and of motion: {string.Join("; ", result.Sets.Select(Widths))}. All are brought to one scale, {(result.Scale.Base.Model.VideoScaling ? "each video by itself" : "by the training videos")}."] : [],
            "Controls are scored without a sweep. Reconstruction: docs/method.md tells what is [chosen], each run's record.txt lists all settings.",
            .. result.Data.KnowsMotion ? (string[])[] : ["Thresholded flow magnitude needs features that tell it: those of mex features extract do, these files do not."],
            .. result.Data.Notes,
        ],
    };

    /// <summary>Each fold's threshold, chosen on the other subjects, and its counts after the last iteration; a row's and seed's sum closes it.</summary>
    public static ResultTable ByFold(SpottingStudyResult result) => new(
        "The same by fold", FoldColumns,
        [
            .. result.Rows.SelectMany(row => row.Seeds.SelectMany(seed => seed.Lab.Folds.Zip(seed.OneToOne.Folds)
                .Select(f => Row(row.Name, seed, f.First.Name, f.First.Threshold, f.First.Score, f.Second.Score))
                .Append(Row(row.Name, seed, "all", null, seed.Lab.Total, seed.OneToOne.Total)))),
        ])
    { Footnotes = ["TP: labelled expressions that were found; the threshold is protocol lab's."] };

    /// <summary>What each row that learns costs; null where nothing is known of it.</summary>
    public static ResultTable? Costs(SpottingStudyResult result)
    {
        SpottingStudyRow[] rows = [.. result.Rows.Where(row => row.Costs.Count > 0)];
        return rows.Length == 0 ? null : new(
            "What they cost", [new("Row"), new("Parameters", "1000", "0.0"), new("Processor time a fold", "s", "0.0"), new("Most memory", "MB", "0")],
            [.. rows.Select(row => new ResultRow(row.Title, row.Costs[0].Parameters / 1000.0, MeanAndDeviation.Of([.. row.Costs.Select(c => c.ProcessorSeconds)]), row.Costs.Max(c => c.PeakMegabytes)))])
        {
            Footnotes = [$"Processor time: training and looking at the held-out videos meanwhile, over {rows.Max(r => r.Costs.Count)} folds; how quick a second is depends on what else runs. Memory: of the whole process."],
        };
    }

    /// <summary>The printed row that stands beside one of ours, where a table compares published methods; elsewhere the printed rows follow ours.</summary>
    private static SpottingRow? Beside(SpottingStudyRow row, SpottingStudyResult result) => SpottingRivals.All.Contains(result.Study)
        && SpottingMethods.All.FirstOrDefault(m => m.Published.Name == row.Name) is { } method ? result.Study.Paper.RowOf(method.Published) : null;

    private static IEnumerable<ResultRow> Printed(SpottingStudyRow row, SpottingStudyResult result) =>
        Beside(row, result) is { } printed ? [Row(printed, result.Study.Paper.DataSet)] : [];

    private static string Widths(SpottingDataSet set) => $"{set.Features}: {set.Videos[0].Features.Rgb.Dimension} and {set.Videos[0].Features.Flow.Dimension}";

    private static ResultRow WithoutMotion { get; } =
        new("thresholded flow magnitude: not in these features", null, null, null, null, null, null, null, null, null, null) { Origin = RowOrigin.Control };

    private static ResultRow Row(string name, SpottingResult seed, string fold, double? threshold, SpottingScore lab, SpottingScore oneToOne) => new(
        name, seed.Experiment.Seed, fold, threshold, lab.Found, lab.Predicted, lab.Labelled, lab.F1, oneToOne.Found, oneToOne.Predicted, oneToOne.F1);

    private static ResultColumn Figure(string name) => new(name, Format: "0.000", Best: Best.Highest);

    private static ResultRow Row(SpottingStudyRow row, SpottingStudyRow? reference) => new(
        row.Title, Over(row, r => r.Sweep.BestOnTestSetAt05.Score.F1At05), Over(row, r => r.Sweep.BestOnTestSetAt10.Score.F1At10), Over(row, r => r.Sweep.F1AtBestOverall),
        Over(row, r => r.Sweep.BestOnTestSet.Score.Recall), Over(row, r => r.Sweep.BestOnTestSet.Score.Precision), Over(row, r => r.Sweep.BestOnTestSet.Score.F1),
        Over(row, r => r.LastIteration.BestOnTestSet.Score.F1), Over(row, r => r.Lab.Total.F1), Over(row, r => r.OneToOne.Total.F1),
        reference is null ? null : ReferenceEquals(row, reference) ? "reference" : SeedDifference.Of(row, reference).ToString());

    private static ResultRow Row(DifficultyRow control) => new(
        control.Method, control.Lab.F1At05, control.Lab.F1At10, null, control.Lab.Recall, control.Lab.Precision, null, null, control.Lab.F1, control.OneToOne.F1, null)
    { Origin = RowOrigin.Control };

    private static ResultRow Row(SpottingRow row, string set) => new(
        $"paper: {row.Name} ({set})", row.F1At05, row.F1At10, row.F1AtBestOverall, row.Recall, row.Precision, row.F1, null, null, null, null)
    { Origin = RowOrigin.Paper };

    private static object Over(SpottingStudyRow row, Func<SpottingResult, double> figure) =>
        row.Seeds[0].Experiment.Steps == 0 ? figure(row.Seeds[0]) : MeanAndDeviation.Of([.. row.Seeds.Select(figure)]);
}
