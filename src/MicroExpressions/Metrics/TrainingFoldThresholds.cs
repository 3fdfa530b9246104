using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>One fold of a subject-independent evaluation: what the threshold may be chosen on, and what is scored with it.</summary>
/// <param name="Name">the subject left out</param>
/// <param name="TrainingTruth">labelled intervals of the training subjects</param>
/// <param name="TrainingDetections">detections in their videos</param>
/// <param name="TestTruth">labelled intervals of the subject left out</param>
/// <param name="TestDetections">detections in that subject's videos</param>
public sealed record ScoringFold(
    string Name,
    IReadOnlyList<ExpressionInterval> TrainingTruth, IReadOnlyList<Detection> TrainingDetections,
    IReadOnlyList<ExpressionInterval> TestTruth, IReadOnlyList<Detection> TestDetections);

/// <summary>A fold's result.</summary>
/// <param name="Name">the subject left out</param>
/// <param name="Threshold">the threshold that maximises F1 on the training subjects; null: all detections count</param>
/// <param name="Score">the score of the subject left out under it</param>
public sealed record FoldScore(string Name, double? Threshold, SpottingScore Score);

/// <summary>
/// The score without a look at the test set: in each fold the threshold is the one that maximises the overall F1 on the training
/// subjects, and the subject left out is scored with it.
/// </summary>
/// <param name="Folds">each fold's threshold and score</param>
public sealed record TrainingFoldThresholds(IReadOnlyList<FoldScore> Folds)
{
    /// <summary>The folds' counts together.</summary>
    public SpottingScore Total => Folds.Aggregate(SpottingScore.Empty, (sum, fold) => sum + fold.Score);

    /// <summary>Chooses on each fold's training part and scores its test part.</summary>
    /// <exception cref="InputException">as <see cref="SpottingScore.Evaluate"/></exception>
    public static TrainingFoldThresholds Run(IReadOnlyList<ScoringFold> folds, ScoringOptions options) => new(
    [
        .. folds.Select(fold =>
        {
            double? threshold = ThresholdSweep.Run(fold.TrainingTruth, fold.TrainingDetections, options).Best.Threshold;
            var score = SpottingScore.Evaluate(fold.TestTruth, fold.TestDetections, options with { Threshold = threshold });
            return new FoldScore(fold.Name, threshold, score);
        }),
    ]);

    /// <summary>
    /// Folds for a list of detections that were themselves made leave-one-subject-out: each subject's threshold comes from the
    /// detections of all others.
    /// </summary>
    public static IReadOnlyList<ScoringFold> BySubject(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections) =>
    [
        .. truth.Select(i => i.Subject).Distinct().Select(subject => new ScoringFold(
            subject,
            [.. truth.Where(i => i.Subject != subject)], [.. detections.Where(d => d.Subject != subject)],
            [.. truth.Where(i => i.Subject == subject)], [.. detections.Where(d => d.Subject == subject)])),
    ];
}
