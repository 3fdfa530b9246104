using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>What a run tells while it works.</summary>
/// <param name="Row">the experiment's name</param>
/// <param name="Fold">the fold's number, from 1</param>
/// <param name="Folds">folds in all</param>
/// <param name="Training">the fold's training</param>
public readonly record struct SpottingProgress(string Row, int Fold, int Folds, TrainingProgress Training);

/// <summary>
/// Runs an experiment leave-one-subject-out. Everything goes into the run's folder, named by its hash: <c>record.txt</c>,
/// <c>folds/*.json</c>, then <c>metrics.json</c>. What is there already is not computed again and a fold that was interrupted goes on from
/// its checkpoint, so that folds can be run singly, by several processes or machines, and be put together by whoever comes last.
/// </summary>
/// <param name="data">videos and labels</param>
/// <param name="place">folder of all runs</param>
/// <param name="device">where to train</param>
public sealed class SpottingRun(SpottingDataSet data, string place, Device? device = null)
{
    internal const int WidthWorthTwoThreads = 128;

    /// <summary>The folds' names: the subjects.</summary>
    public IReadOnlyList<string> Folds { get; } = [.. MicroExpressions.Training.Folds.LeaveOneSubjectOut([.. data.Videos.Select(v => v.Subject)]).Select(f => f.Name)];

    /// <summary>Runs all folds, or reads those that were run before.</summary>
    /// <param name="experiment">what to run</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">data that cannot teach, or a damaged file in the run's folder</exception>
    /// <exception cref="LossNotFiniteException">the training went astray</exception>
    public SpottingResult Run(SpottingExperiment experiment, IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        SpottingFoldResult[] folds = [.. Folds.Select(fold => RunFold(experiment, fold, progress, cancellation))];
        SpottingResult result = SpottingResult.Of(experiment, data, folds);
        result.Write(FolderOf(experiment), data.Fingerprint);
        return result;
    }

    /// <summary>Runs one fold, or reads it.</summary>
    /// <param name="experiment">what to run</param>
    /// <param name="subject">who is left out</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">no such subject, data that cannot teach, or a damaged file in the run's folder</exception>
    public SpottingFoldResult RunFold(
        SpottingExperiment experiment, string subject, IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!Folds.Contains(subject))
            throw new InputException($"fold {subject}", "no such subject", $"one of {string.Join(", ", Folds)}", "Name a subject of the set.");
        string folder = FolderOf(experiment), file = Path.Combine(folder, "folds", subject + ".json");
        if (File.Exists(file))
            return SpottingFoldResult.Read(file);
        WholeFile.WriteText(Path.Combine(folder, "record.txt"), to => to.Write($"{experiment.Method.Describe()}\n{data.Title} {data.Fingerprint}\n"));
        string checkpoint = Path.ChangeExtension(file, ".checkpoint");
        using OneThread? small = experiment.Method.Model.Width < WidthWorthTwoThreads ? new OneThread() : null;
        SpottingVideo[] taught = [.. data.Videos.Where(v => v.Subject != subject && v.Intervals.Count > 0)], tested = [.. data.Videos.Where(v => v.Subject == subject)];
        using var training = new SpotterTraining(experiment.Method, taught, device);
        IReadOnlyList<double> losses = training.Run(checkpoint, new Relay(progress, experiment.Name, Folds.ToList().IndexOf(subject) + 1, Folds.Count), cancellation);
        var found = SnippetCurves.Of(training.Spotter, tested, device).SelectMany(c => c.Detect(experiment.Method.Search)).ToList();
        var result = new SpottingFoldResult(subject, found, losses);
        result.Write(file);
        File.Delete(checkpoint);
        return result;
    }

    private string FolderOf(SpottingExperiment experiment) => Path.Combine(place, experiment.Hash(data.Fingerprint));

    private sealed class Relay(IProgress<SpottingProgress>? to, string row, int fold, int folds) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to?.Report(new(row, fold, folds, value));
    }
}
