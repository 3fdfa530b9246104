using System.Text.Json;
using MicroExpressions.Metrics;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// A run's result: the paper's way, with the threshold that is best on the test set itself, and beside it the threshold that each fold's
/// spotter found best in the videos that it was trained on, so that nothing is chosen by who has seen the person left out.
/// </summary>
/// <param name="Experiment">what was run</param>
/// <param name="Folds">each fold's detections</param>
/// <param name="Sweep">every epoch and threshold, protocol <see cref="ScoringProtocol.Lab"/>: what the paper's figures are maxima of</param>
/// <param name="Lab">last iteration, threshold from the training videos, protocol <see cref="ScoringProtocol.Lab"/></param>
/// <param name="OneToOne">last iteration, threshold from the training videos, protocol <see cref="ScoringProtocol.OneToOne"/></param>
/// <param name="ByOthers">
/// last iteration, threshold from the other subjects' detections, which were made by spotters that had this subject among their training
/// videos: not quite clean, and here to tell what the clean way costs; protocol <see cref="ScoringProtocol.Lab"/>
/// </param>
public sealed record SpottingResult(
    SpottingExperiment Experiment, IReadOnlyList<SpottingFoldResult> Folds, ThresholdSweep Sweep, TrainingFoldThresholds Lab, TrainingFoldThresholds OneToOne,
    TrainingFoldThresholds ByOthers)
{
    /// <summary>Name of the run's folder, <see cref="SpottingExperiment.Hash"/>.</summary>
    public required string Run { get; init; }

    /// <summary>Every threshold of the last iteration: chosen on the test set as well, but not among epochs.</summary>
    public ThresholdSweep LastIteration => new([.. Sweep.Points.Where(p => p.Epoch == Folds[0].Epochs.Count - 1)]);

    /// <summary>Training steps at a point of the sweep.</summary>
    public int StepOf(SweepPoint point) => Folds[0].Epochs[point.Epoch].Step;

    /// <summary>Scores the folds' detections.</summary>
    public static SpottingResult Of(SpottingExperiment experiment, SpottingDataSet data, IReadOnlyList<SpottingFoldResult> folds)
    {
        List<Detection> detections = [.. folds.SelectMany(f => f.Detections)];
        IReadOnlyList<Detection>[] epochs = [.. Enumerable.Range(0, folds[0].Epochs.Count).Select(e => folds.SelectMany(f => f.Epochs[e].Detections).ToList())];
        return new(experiment, folds, ThresholdSweep.RunEpochs(data.Truth, epochs, data.Scoring(ScoringProtocol.Lab)),
            Fixed(ScoringProtocol.Lab), Fixed(ScoringProtocol.OneToOne),
            TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(data.Truth, detections), data.Scoring(ScoringProtocol.Lab)))
        { Run = experiment.Hash(data.Fingerprint) };

        TrainingFoldThresholds Fixed(ScoringProtocol protocol) =>
            TrainingFoldThresholds.Run([.. folds.Where(f => data.Truth.Any(i => i.Subject == f.Fold)).Select(f => f.In(data))], data.Scoring(protocol));
    }

    /// <summary>Writes <c>metrics.json</c>: settings, every fold's counts, both protocols.</summary>
    internal void Write(string folder, string fingerprint) => WholeFile.WriteText(Path.Combine(folder, "metrics.json"), to => to.Write(JsonSerializer.Serialize(new
    {
        Experiment.Name,
        Method = Experiment.Describe().Split('\n'),
        Data = fingerprint,
        Experiment.Seed,
        Threads = Folds.Select(f => f.Threads).Distinct(),
        BestOnTestSet = new { Step = StepOf(Sweep.BestOnTestSet), Sweep.BestOnTestSet.Threshold, Sweep.BestOnTestSet.Score, F1At05 = Sweep.BestOnTestSetAt05.Score.F1At05, F1At10 = Sweep.BestOnTestSetAt10.Score.F1At10, Sweep.F1AtBestOverall },
        LastIterationBestOnTestSet = new { LastIteration.BestOnTestSet.Threshold, LastIteration.BestOnTestSet.Score },
        Lab = Counts(Lab),
        OneToOne = Counts(OneToOne),
        ByOthers = Counts(ByOthers),
    }, Indented)));

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static object Counts(TrainingFoldThresholds folds) => new
    {
        folds.Total.F1,
        folds.Total.F1At05,
        Folds = folds.Folds.Select(f => new { f.Name, f.Threshold, TP = f.Score.Found, N = f.Score.Predicted, GT = f.Score.Labelled }),
    };
}
