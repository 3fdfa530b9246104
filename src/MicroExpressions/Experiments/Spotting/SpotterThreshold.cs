using MicroExpressions.Annotations;
using MicroExpressions.Metrics;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// The threshold that goes with a spotter's weights: of all that reach nearly the best F1 the lowest. F1 hardly depends on it over a wide
/// range, and who looks through what was found can throw out, but not find what was left out.
/// </summary>
/// <param name="Value">intervals that score more are reported; null: all</param>
/// <param name="Chosen">what was found above it in the videos that it was chosen on, each searched by a spotter that had not seen the person</param>
/// <param name="HeldOut">the same with each person's threshold from the other people's videos: what to expect of a new person of that set</param>
public sealed record SpotterThreshold(double? Value, SpottingScore Chosen, SpottingScore HeldOut)
{
    /// <summary>Which share of the best F1 is near enough [chosen].</summary>
    public const double NearlyBest = 0.9;

    /// <summary>Chooses the threshold.</summary>
    /// <param name="truth">the labelled intervals</param>
    /// <param name="detections">made leave-one-subject-out</param>
    /// <param name="options">protocol and limits; its threshold is not used</param>
    public static SpotterThreshold Of(IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, ScoringOptions options)
    {
        SweepPoint chosen = Lowest(truth, detections, options);
        SpottingScore heldOut = TrainingFoldThresholds.BySubject(truth, detections).Aggregate(SpottingScore.Empty, (sum, fold) =>
        {
            double? threshold = Lowest(fold.TrainingTruth, fold.TrainingDetections, options).Threshold;
            return sum + SpottingScore.Evaluate(fold.TestTruth, fold.TestDetections, options with { Threshold = threshold });
        });
        return new(chosen.Threshold, chosen.Score, heldOut);
    }

    private static SweepPoint Lowest(IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, ScoringOptions options)
    {
        ThresholdSweep sweep = ThresholdSweep.Run(truth, detections, options);
        return sweep.Points.First(p => p.Score.F1 >= NearlyBest * sweep.Best.Score.F1);      // from the lowest threshold up
    }
}
