using MicroExpressions.Methods;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// Tables IX to XI: every method that is built, side by side on the same folds, features, thresholds and scoring. Where a scale's layers
/// are narrower than published, all rows learn with the same budget: that share of their published widths, and PWES's steps, batch and
/// rate of that scale [ours]. At paper scale each has its own.
/// </summary>
public static class SpottingRivals
{
    /// <summary>PWES's row.</summary>
    public const string Pwes = "PWES";

    /// <summary>The three tables; they differ in the printed rows.</summary>
    public static IReadOnlyList<SpottingStudy> All { get; } =
    [
        .. new[] { "IX", "X", "XI" }.Select((number, i) => new SpottingStudy($"table-{i + 9}", number, "What does each kind of label buy, and who makes most of it?", Pwes, Rows)),
    ];

    /// <summary>A method as it stands in a table of that scale.</summary>
    /// <param name="method">with its published settings</param>
    /// <param name="full">PWES at the scale</param>
    public static ISpottingMethod At(ISpottingMethod method, PwesMethod full) => method is not ILearningMethod learning || full.Model.Projection is not int width ? method
        : learning.Narrowed(width / (double)new PwesMethod().Model.RgbDimension)
            .With(learning.Training with { Steps = full.Training.Steps, BatchSize = full.Training.BatchSize, LearningRate = full.Training.LearningRate });

    /// <summary>What a method learns from, as a table says it.</summary>
    /// <param name="method">the method</param>
    public static string Labels(ISpottingMethod method) => method.Published.Supervision switch
    {
        null => "no labels",
        Supervision.Video => "video labels",
        Supervision.Point => "points",
        Supervision.Full => "onset and offset",
        Supervision other => throw new ArgumentOutOfRangeException(nameof(method), other, "a kind of supervision"),
    };

    private static IReadOnlyList<SpottingExperiment> Rows(PwesMethod full) =>
    [
        .. SpottingMethods.All.Where(m => m is not PwesMethod).Select(m => new SpottingExperiment(m.Published.Name, At(m, full))
        {
            Note = Labels(m),
            VideosOnOwnScale = full.Model.VideoScaling,
        }),
        new(Pwes, full) { Note = "points" },
        new($"{Pwes}, {SpottingStudy.Intervals}", SpottingStudy.WithoutContrast(full) with { PseudoLabels = new PointIntervals() }) { Note = "points, our generator" },
        SpottingStudy.OracleRow(full),
    ];
}
