using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Features;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>A row's results, one a seed.</summary>
/// <param name="Name">what the row is called</param>
/// <param name="Seeds">the results in order of the seeds</param>
public sealed record SpottingStudyRow(string Name, IReadOnlyList<SpottingResult> Seeds)
{
    /// <summary>What its folds cost, of all seeds; empty for a method that learns nothing.</summary>
    public IReadOnlyList<FoldCost> Costs { get; init; } = [];

    /// <summary>The name with what a reader must know beside it.</summary>
    public string Title => Seeds[0].Experiment.Note is { Length: > 0 } note ? $"{Name} ({note})" : Name;
}

/// <summary>What a study found, with what it must be measured by.</summary>
/// <param name="Study">the study</param>
/// <param name="Sets">the set; where rows are shown different features, the same videos with each of them</param>
/// <param name="Scale">how much was spent</param>
/// <param name="Rows">the variants</param>
public sealed record SpottingStudyResult(SpottingStudy Study, IReadOnlyList<SpottingDataSet> Sets, SpottingScale Scale, IReadOnlyList<SpottingStudyRow> Rows)
{
    /// <summary>The set, with the first of its features.</summary>
    public SpottingDataSet Data => Sets[0];

    /// <summary>What is found without learning.</summary>
    public IReadOnlyList<DifficultyRow> Controls { get; } = Sets[0].MeasureControls([.. Sets.Skip(1)]);

    /// <summary>The printed rows.</summary>
    public IReadOnlyList<SpottingRow> Paper => Study.Paper.Rows;

    /// <summary>The row that the others are held against; null where it was not run.</summary>
    public SpottingStudyRow? Reference => Rows.FirstOrDefault(r => r.Name == Study.Reference);

    /// <summary>The names of the rows that the paper has not; empty for a study of ours.</summary>
    public string Ours => Paper.Count == 0 ? "" : string.Join(", ", Rows.Select(r => r.Name).Where(name => Paper.All(p => p.Name != name)));

    /// <summary>
    /// What thresholds would add that are chosen on the other people's folds, whose spotters had the scored person among their training
    /// videos: the mean over rows and seeds.
    /// </summary>
    public double ThresholdCost => Rows.SelectMany(r => r.Seeds).Average(s => s.ByOthers.Total.F1 - s.Lab.Total.F1);

    /// <summary>The paper's rows in its order, each beside the one before it, as a sentence; empty unless the order is the question.</summary>
    public string Order
    {
        get
        {
            SpottingStudyRow[] printed = [.. Rows.Where(r => Paper.Any(p => p.Name == r.Name))];
            return Study != SpottingStudy.Table1 || printed.Length < 2 ? "" : "In the paper's order, fixed threshold: " + printed[0].Name + string.Concat(
                printed.Zip(printed.Skip(1), (before, row) => (row.Name, Difference: SeedDifference.Of(row, before))).Select(p =>
                    $" {(p.Difference.Told ? p.Difference.Value > 0 ? "<" : ">" : "≈")} {p.Name}")) + " (≈: not told apart by these seeds).";
        }
    }

    /// <summary>Runs every row with every seed; what was run before is read.</summary>
    /// <param name="study">the study</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="data">the set</param>
    /// <param name="seeds">how many, from 1</param>
    /// <param name="run">where and on what</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    public static SpottingStudyResult Run(
        SpottingStudy study, SpottingScale scale, SpottingDataSet data, int seeds, SpottingRun run,
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(study, scale, data, study.Rows(scale.MethodFor(data)), [.. Enumerable.Range(1, seeds)], run, progress, cancellation);

    /// <summary>Runs some of the rows with some seeds; what was run before is read.</summary>
    /// <param name="study">the study</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="data">the set</param>
    /// <param name="rows">of the study's</param>
    /// <param name="seeds">which</param>
    /// <param name="run">where and on what</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    public static SpottingStudyResult Run(
        SpottingStudy study, SpottingScale scale, SpottingDataSet data, IReadOnlyList<SpottingExperiment> rows, IReadOnlyList<int> seeds, SpottingRun run,
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default) =>
        Run(study, scale, [.. rows.Select(row => (row, run))], seeds, progress, cancellation);

    /// <summary>Runs rows, each on a set of its own, with some seeds; what was run before is read.</summary>
    /// <param name="study">the study</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="rows">of the study's, at least one, and where and on what each is run</param>
    /// <param name="seeds">which</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    public static SpottingStudyResult Run(
        SpottingStudy study, SpottingScale scale, IReadOnlyList<(SpottingExperiment Row, SpottingRun Run)> rows, IReadOnlyList<int> seeds,
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default) => new(study, [.. rows.Select(r => r.Run.Data).Distinct()], scale,
    [
        .. rows.Select(r => new SpottingStudyRow(r.Row.Name, [.. seeds.Select(seed => r.Run.Run(r.Row.WithSeed(seed), progress, cancellation))])
        {
            Costs = [.. seeds.SelectMany(seed => r.Run.Costs(r.Row.WithSeed(seed)))],
        }),
    ]);
}
