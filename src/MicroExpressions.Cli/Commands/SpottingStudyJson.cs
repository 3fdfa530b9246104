using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Metrics;

namespace MicroExpressions.Cli.Commands;

/// <summary>A study of spotting for machines: every figure of the table, and what it was made of.</summary>
internal static class SpottingStudyJson
{
    /// <summary>As it is printed.</summary>
    public static object Of(SpottingStudyResult result) => new
    {
        Study = result.Study.Name,
        Set = result.Data.Title,
        result.Data.Notes,
        Scale = result.Scale.Name,
        result.Study.Reference,
        Rows = result.Rows.Select(row => new
        {
            row.Name,
            row.Seeds[0].Experiment.Note,
            AgainstReference = result.Reference is not { } reference || row == reference ? null : Apart(SeedDifference.Of(row, reference)),
            Seeds = row.Seeds.Select(seed => new
            {
                seed.Experiment.Seed,
                seed.Run,
                Threads = seed.Folds.Select(f => f.Threads).Distinct(),
                BestOnTestSet = new { Step = seed.StepOf(seed.Sweep.BestOnTestSet), seed.Sweep.BestOnTestSet.Threshold, Score = Figures(seed.Sweep.BestOnTestSet.Score) },
                F1At05 = seed.Sweep.BestOnTestSetAt05.Score.F1At05,
                F1At10 = seed.Sweep.BestOnTestSetAt10.Score.F1At10,
                F1P = seed.Sweep.F1AtBestOverall,
                LastIterationBestOnTestSet = Figures(seed.LastIteration.BestOnTestSet.Score),
                Lab = Fixed(seed.Lab),
                OneToOne = Fixed(seed.OneToOne),
                ByOthers = Fixed(seed.ByOthers),
            }),
        }),
        Controls = result.Controls.Select(c => new { c.Method, Lab = Figures(c.Lab), OneToOne = Figures(c.OneToOne) }),
        result.Paper,
    };

    private static object Apart(SeedDifference difference) => new { difference.Value, difference.StandardError, difference.Told };

    private static object Figures(SpottingScore score) => new { score.F1, score.Recall, score.Precision, score.F1At05, score.F1At10 };

    private static object Fixed(TrainingFoldThresholds chosen) => new
    {
        Total = Figures(chosen.Total),
        Folds = chosen.Folds.Select(f => new { f.Name, f.Threshold, TP = f.Score.Found, N = f.Score.Predicted, GT = f.Score.Labelled }),
    };
}
