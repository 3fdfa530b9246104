using System.Text.Json;
using MicroExpressions.Metrics;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// A run's result: the paper's way, with the threshold that is best on the test set itself, and beside it the threshold that the other
/// subjects chose.
/// </summary>
/// <param name="Experiment">what was run</param>
/// <param name="Folds">each fold's detections</param>
/// <param name="Sweep">every threshold, protocol <see cref="ScoringProtocol.Lab"/>; the last iteration only</param>
/// <param name="Lab">threshold from the other subjects, protocol <see cref="ScoringProtocol.Lab"/></param>
/// <param name="OneToOne">threshold from the other subjects, protocol <see cref="ScoringProtocol.OneToOne"/></param>
public sealed record SpottingResult(
    SpottingExperiment Experiment, IReadOnlyList<SpottingFoldResult> Folds, ThresholdSweep Sweep, TrainingFoldThresholds Lab, TrainingFoldThresholds OneToOne)
{
    /// <summary>Scores the folds' detections.</summary>
    public static SpottingResult Of(SpottingExperiment experiment, SpottingDataSet data, IReadOnlyList<SpottingFoldResult> folds)
    {
        List<Detection> detections = [.. folds.SelectMany(f => f.Detections)];
        return new(experiment, folds, ThresholdSweep.Run(data.Truth, detections, data.Scoring(ScoringProtocol.Lab)),
            Fixed(ScoringProtocol.Lab), Fixed(ScoringProtocol.OneToOne));

        TrainingFoldThresholds Fixed(ScoringProtocol protocol) =>
            TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(data.Truth, detections), data.Scoring(protocol));
    }

    /// <summary>Writes <c>metrics.json</c>: settings, every fold's counts, both protocols.</summary>
    internal void Write(string folder, string fingerprint) => WholeFile.WriteText(Path.Combine(folder, "metrics.json"), to => to.Write(JsonSerializer.Serialize(new
    {
        Experiment.Name,
        Method = Experiment.Method.Describe().Split('\n'),
        Data = fingerprint,
        Experiment.Method.Training.Seed,
        BestOnTestSet = new { Sweep.BestOnTestSet.Threshold, Sweep.BestOnTestSet.Score, F1At05 = Sweep.BestOnTestSetAt05.Score.F1At05, F1At10 = Sweep.BestOnTestSetAt10.Score.F1At10, Sweep.F1AtBestOverall },
        Lab = Counts(Lab),
        OneToOne = Counts(OneToOne),
    }, Indented)));

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static object Counts(TrainingFoldThresholds folds) => new
    {
        folds.Total.F1,
        folds.Total.F1At05,
        Folds = folds.Folds.Select(f => new { f.Name, f.Threshold, TP = f.Score.Found, N = f.Score.Predicted, GT = f.Score.Labelled }),
    };
}
