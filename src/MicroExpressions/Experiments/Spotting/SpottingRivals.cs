using MicroExpressions.Methods;
using MicroExpressions.Methods.LssNet;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Synthesis;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// Tables IX to XI: every method that is built, side by side on the same folds, features, thresholds and scoring. Where a scale's layers
/// are narrower than published, all rows have that share of their published widths and PWES's number of steps of that scale; a batch holds
/// what is published, windows and frames being smaller examples than videos, but not less than PWES's [ours]. At paper scale each has its own.
/// </summary>
public static class SpottingRivals
{
    /// <summary>PWES's row.</summary>
    public const string Pwes = "PWES";

    /// <summary>
    /// Adam's rate where layers are narrower than published [chosen on the development people, docs/results/rivals.md: a narrow network that has
    /// few steps needs a larger one than those of 1e-5 to 8e-4 that are published].
    /// </summary>
    private const double NarrowRate = 2e-3;

    private const double Decay = 0.1;

    /// <summary>The three tables; they differ in the printed rows.</summary>
    public static IReadOnlyList<SpottingStudy> All { get; } =
    [
        .. new[] { "IX", "X", "XI" }.Select((number, i) => new SpottingStudy($"table-{i + 9}", number, "What does each kind of label buy, and who makes most of it?", Pwes, Rows)),
    ];

    /// <summary>A method as it stands in a table of that scale.</summary>
    /// <param name="method">with its published settings</param>
    /// <param name="full">PWES at the scale</param>
    public static ISpottingMethod At(ISpottingMethod method, PwesMethod full) => method is not ILearningMethod learning || full.Model.Projection is null ? method
        : learning.Narrowed(ShareOf(full)).With(learning.Training with
        {
            Steps = full.Training.Steps,
            BatchSize = Math.Max(learning.Training.BatchSize, full.Training.BatchSize),
            LearningRate = NarrowRate,
        });

    /// <summary>Which share of their published widths all methods have at a scale.</summary>
    /// <param name="full">PWES at the scale</param>
    public static double ShareOf(PwesMethod full) => full.Model.Projection is int width ? width / (double)new PwesMethod().Model.RgbDimension : 1;

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

    /// <summary>What the synthetic corpus is to be looked at with for a method that has features of its own; null for one that has none.</summary>
    private static CorpusFeatures? OwnFeatures(ISpottingMethod method) => method is ILearningMethod learning && learning.OwnFeatures(SyntheticSettings.Default.FramesPerSecond) is not null
        ? new CorpusFeatures($"{method.Published.Name}'s own", corpus => learning.OwnFeatures(corpus.FramesPerSecond)!) : null;

    private static IReadOnlyList<SpottingExperiment> Rows(PwesMethod full) => [.. SpottingMethods.All.SelectMany(m => Rows(m, full)), SpottingStudy.OracleRow(full)];

    private static IEnumerable<SpottingExperiment> Rows(ISpottingMethod method, PwesMethod full) => method switch
    {
        PwesMethod =>
        [
            new(Pwes, full) { Note = Labels(method) },
            new($"{Pwes}, {SpottingStudy.Intervals}", SpottingStudy.WithoutContrast(full) with { PseudoLabels = new PointIntervals() }) { Note = $"{Labels(method)}, our generator" },
        ],
        LssNetMethod => [Row(method, full), Decayed(Row(method, full), (ILearningMethod)At(method, full))],
        _ => [Row(method, full)],
    };

    private static SpottingExperiment Row(ISpottingMethod method, PwesMethod full) => new(method.Published.Name, At(method, full))
    {
        Note = Labels(method),
        VideosOnOwnScale = full.Model.VideoScaling && OwnFeatures(method) is null,
        Features = OwnFeatures(method),
    };

    /// <summary>What keeps a method from learning few people by heart [ours; 0.1 chosen on the development people, docs/results/rivals.md].</summary>
    private static SpottingExperiment Decayed(SpottingExperiment row, ILearningMethod method) => row with
    {
        Name = $"{row.Name}, weight decay",
        Note = $"{row.Note}, our setting",
        Method = method.With(method.Training with { WeightDecay = Decay }),
    };
}
