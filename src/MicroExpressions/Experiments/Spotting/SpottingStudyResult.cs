using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Features;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>A row's results, one a seed.</summary>
/// <param name="Name">what the row is called</param>
/// <param name="Seeds">the results in order of the seeds</param>
public sealed record SpottingStudyRow(string Name, IReadOnlyList<SpottingResult> Seeds);

/// <summary>What a study found, with what it must be measured by.</summary>
/// <param name="Study">the study</param>
/// <param name="Data">the set</param>
/// <param name="Scale">how much was spent</param>
/// <param name="Rows">the variants</param>
public sealed record SpottingStudyResult(SpottingStudy Study, SpottingDataSet Data, SpottingScale Scale, IReadOnlyList<SpottingStudyRow> Rows)
{
    /// <summary>What is found without learning.</summary>
    public IReadOnlyList<DifficultyRow> Controls { get; } = Data.MeasureControls();

    /// <summary>The printed rows.</summary>
    public IReadOnlyList<SpottingRow> Paper => Study.Paper.Rows;

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
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default) => new(study, data, scale,
    [
        .. rows.Select(row => new SpottingStudyRow(row.Name, [.. seeds.Select(seed => run.Run(row.WithSeed(seed), progress, cancellation))])),
    ]);
}
