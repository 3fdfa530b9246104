using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>The score at one threshold of one epoch.</summary>
/// <param name="Epoch">position in the list of epochs that was swept, from 0</param>
/// <param name="Threshold">only detections that score more count; null: all</param>
/// <param name="Score">what was found</param>
public sealed record SweepPoint(int Epoch, double? Threshold, SpottingScore Score);

/// <summary>
/// The papers' way to report: the score at every threshold and epoch, each figure at its own maximum. The maximum is taken on the test
/// set itself, which flatters; <see cref="TrainingFoldThresholds"/> gives the number to set beside it.
/// </summary>
/// <param name="Points">by epoch, then from the lowest threshold up</param>
public sealed record ThresholdSweep(IReadOnlyList<SweepPoint> Points)
{
    /// <summary>The point whose overall F1 is highest on the test set; of several the lowest threshold of the first epoch.</summary>
    public SweepPoint BestOnTestSet => Best;

    /// <summary>The same on whatever set was swept, which may be a training fold's.</summary>
    internal SweepPoint Best => Highest(s => s.F1);

    /// <summary>F1(0.5) at its own maximum on the test set.</summary>
    public SweepPoint BestOnTestSetAt05 => Highest(s => s.F1At05);

    /// <summary>F1(1.0) at its own maximum on the test set.</summary>
    public SweepPoint BestOnTestSetAt10 => Highest(s => s.F1At10);

    /// <summary>F1(p): F1(0.5) at the point that maximises the overall F1.</summary>
    public double F1AtBestOverall => BestOnTestSet.Score.F1At05;

    /// <summary>Sweeps the thresholds of one list of detections.</summary>
    /// <param name="truth">the labelled intervals</param>
    /// <param name="detections">one epoch's detections</param>
    /// <param name="options">protocol and limits; its threshold is not used</param>
    /// <param name="thresholds">null: every one that makes a difference, that is none and each score</param>
    /// <exception cref="InputException">as <see cref="SpottingScore.Evaluate"/></exception>
    public static ThresholdSweep Run(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, ScoringOptions options,
        IReadOnlyList<double>? thresholds = null) => RunEpochs(truth, [detections], options, thresholds);

    /// <summary>Sweeps epochs and thresholds.</summary>
    /// <param name="truth">the labelled intervals</param>
    /// <param name="epochs">the detections of each epoch</param>
    /// <param name="options">protocol and limits; its threshold is not used</param>
    /// <param name="thresholds">null: every one that makes a difference, that is none and each score</param>
    /// <exception cref="InputException">as <see cref="SpottingScore.Evaluate"/></exception>
    public static ThresholdSweep RunEpochs(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<IReadOnlyList<Detection>> epochs, ScoringOptions options,
        IReadOnlyList<double>? thresholds = null)
    {
        if (epochs.Count == 0 || thresholds is { Count: 0 }) throw new ArgumentException("a sweep needs an epoch and a threshold");
        return new(
        [
            .. epochs.SelectMany((detections, epoch) => Sweep(IntervalMatching.Of(truth, detections, options), epoch, thresholds)),
        ]);
    }

    private static IEnumerable<SweepPoint> Sweep(IntervalMatching matching, int epoch, IReadOnlyList<double>? thresholds) =>
        (thresholds?.Order().Select(t => ((double?)t, matching.At(t))) ?? matching.AtEvery()).Select(p => new SweepPoint(epoch, p.Item1, p.Item2));

    private SweepPoint Highest(Func<SpottingScore, double> figure) => Points.MaxBy(p => figure(p.Score))!;
}
