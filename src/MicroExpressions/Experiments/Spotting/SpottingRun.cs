using System.Text.Json;
using MicroExpressions.Methods;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>What a run tells while it works.</summary>
/// <param name="Row">the experiment's name</param>
/// <param name="Fold">the fold's number, from 1</param>
/// <param name="Folds">folds in all</param>
/// <param name="Training">the fold's training</param>
public readonly record struct SpottingProgress(string Row, int Fold, int Folds, TrainingProgress Training);

/// <summary>The smallest piece of work that can be done by itself: one fold of one row with one seed.</summary>
/// <param name="Experiment">row and seed</param>
/// <param name="Fold">the subject left out</param>
public sealed record SpottingFold(SpottingExperiment Experiment, string Fold);

/// <summary>
/// Runs an experiment leave-one-subject-out. Everything goes into the run's folder, named by its hash: <c>record.txt</c>,
/// <c>folds/*.json</c>, then <c>metrics.json</c>. What is there already is not computed again and a fold that was interrupted goes on from
/// its checkpoint, so that folds can be run singly, by several processes or machines, and be put together by whoever comes last. Of
/// two processes that want the same fold one works and the other waits and reads (<see cref="FoldClaim"/>).
/// </summary>
/// <param name="data">videos and labels</param>
/// <param name="place">folder of all runs</param>
/// <param name="device">where to train</param>
public sealed class SpottingRun(SpottingDataSet data, string place, Device? device = null)
{
    internal const int WidthWorthTwoThreads = 128;

    private readonly Lazy<IReadOnlyList<SpottingVideo>> onOwnScale = new(() => [.. data.Videos.Select(v => v.OnOwnScale())]);

    /// <summary>Videos and labels.</summary>
    public SpottingDataSet Data => data;

    /// <summary>The folds' names: the subjects.</summary>
    public IReadOnlyList<string> Folds { get; } = [.. MicroExpressions.Training.Folds.LeaveOneSubjectOut([.. data.Videos.Select(v => v.Subject)]).Select(f => f.Name)];

    /// <summary>Takes what there is to say while a fold waits for another process.</summary>
    public Action<string> Say { get; init; } = Console.Error.WriteLine;

    /// <summary>All folds of several experiments; what two of them share is listed once.</summary>
    /// <param name="experiments">what to run</param>
    public IReadOnlyList<SpottingFold> All(IEnumerable<SpottingExperiment> experiments) =>
        [.. experiments.DistinctBy(FolderOf).SelectMany(e => Folds.Select(fold => new SpottingFold(e, fold)))];

    /// <summary>What of them remains to be done.</summary>
    /// <param name="experiments">what to run</param>
    public IReadOnlyList<SpottingFold> Missing(IEnumerable<SpottingExperiment> experiments) => [.. All(experiments).Where(f => !File.Exists(FileOf(f.Experiment, f.Fold)))];

    /// <summary>Runs all folds, or reads those that were run before.</summary>
    /// <param name="experiment">what to run</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">data that cannot teach, or a damaged file in the run's folder</exception>
    /// <exception cref="LossNotFiniteException">the training went astray</exception>
    public SpottingResult Run(SpottingExperiment experiment, IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        experiment = experiment.On(device);
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
        string file = FileOf(experiment, subject);
        if (File.Exists(file))
        {
            Tidy(file);
            return SpottingFoldResult.Read(file);
        }
        using FoldClaim claim = FoldClaim.Of(file, () => Say($"fold {subject} of {experiment.Name}: another process is at work on it; waiting for it"), cancellation);
        if (File.Exists(file))
            return SpottingFoldResult.Read(file);
        Record(experiment, subject);
        IReadOnlyList<SpottingVideo> videos = experiment.VideosOnOwnScale ? onOwnScale.Value : data.Videos;
        SpottingVideo[] others = [.. videos.Where(v => v.Subject != subject)], tested = [.. videos.Where(v => v.Subject == subject)];
        if (experiment.Method is ILearningMethod learning)
            return Taught(experiment, learning, subject, tested, others, progress, cancellation);
        SpottingFoldResult result = FoldEpochs.Untaught(video => Found(experiment, video, cancellation), subject, tested, others);
        result.Write(file);
        return result;
    }

    private SpottingFoldResult Taught(
        SpottingExperiment experiment, ILearningMethod method, string subject, IReadOnlyList<SpottingVideo> tested, IReadOnlyList<SpottingVideo> others,
        IProgress<SpottingProgress>? progress, CancellationToken cancellation)
    {
        string file = FileOf(experiment, subject);
        string checkpoint = CheckpointOf(file), seen = EpochsOf(file);
        using OneThread? small = method.Width < WidthWorthTwoThreads ? new OneThread() : null;
        using MethodTraining training = method.Begin([.. others.Where(v => v.Intervals.Count > 0).Select(v => TaughtVideo.Of(v, method.Supervision, method.Points))], device);
        var epochs = new FoldEpochs(experiment, training, tested, others, seen, subject);
        IReadOnlyList<double> losses = FoldCost.Of(CostOf(file), training.Learnt.Weights, () => training.Run(checkpoint, new BetweenSteps(step =>
        {
            epochs.After(step.Step);
            progress?.Report(new(experiment.Name, Folds.ToList().IndexOf(subject) + 1, Folds.Count, step));
        }), cancellation));
        SpottingFoldResult result = epochs.Result(losses);
        result.Write(file);     // before what it was made from goes
        File.Delete(checkpoint);
        File.Delete(seen);
        return result;
    }

    /// <summary>Takes away what a process that was killed between a fold's result and its end has left beside it.</summary>
    private static void Tidy(string file)
    {
        File.Delete(CheckpointOf(file));
        File.Delete(EpochsOf(file));
        FoldClaim.Forget(file);
    }

    /// <summary>The most memory that a fold of these took whose cost is kept here, in MB; null where none is.</summary>
    /// <param name="experiments">what is run</param>
    public double? MostMemory(IEnumerable<SpottingExperiment> experiments) => experiments.SelectMany(Costs).Select(cost => (double?)cost.PeakMegabytes).Max();

    /// <summary>What the folds of an experiment cost that were run here; empty for a method that learns nothing.</summary>
    /// <param name="experiment">what was run</param>
    public IReadOnlyList<FoldCost> Costs(SpottingExperiment experiment) => [.. Folds.Select(fold => FoldCost.Read(CostOf(FileOf(experiment, fold)))).OfType<FoldCost>()];

    /// <summary>What a method that learns nothing finds in a video, best first: the same in every fold, so it is kept.</summary>
    /// <param name="experiment">a row of a method that learns nothing</param>
    /// <param name="video">of the set</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">a method that learns, or a video whose frames are not there; what the method itself refuses</exception>
    public IReadOnlyList<SpottedInterval> Found(SpottingExperiment experiment, SpottingVideo video, CancellationToken cancellation = default)
    {
        if (experiment.Method is not ITrainingFreeMethod method)
            throw new InputException($"row {experiment.Name}", "a method that learns", "one that does not", "Run a fold of it: RunFold.");
        string file = PathBelow.Of(Path.Combine(FolderOf(experiment), "videos"), $"{video.Subject}_{video.Name}".Replace('/', '_') + ".json");
        if (File.Exists(file))
            return ReadFound(file);
        if (video.Source is null)
            throw new InputException($"video {video.Name}", "features, but no frames", $"its frames, at which {method.Published.Name} looks", "Leave the row out: --row names the others.");
        using IFrameSource frames = video.Source();
        IReadOnlyList<SpottedInterval> found = method.Find(frames, cancellation);
        WholeFile.WriteText(file, to => to.Write(JsonSerializer.Serialize(found)));
        return found;
    }

    private static SpottedInterval[] ReadFound(string file) =>
        KeptJson.Read<SpottedInterval[]>(file, "what was found in a video", "Delete the file; the video is searched again.");

    /// <summary>Says what the folder is for. Each fold by itself: they may be processes that start at the same moment.</summary>
    private void Record(SpottingExperiment experiment, string subject)
    {
        string folder = FolderOf(experiment), own = PathBelow.Of(Path.Combine(folder, "folds"), subject + ".record");
        WholeFile.WriteText(own, to => to.Write($"{experiment.On(device).Describe()}\n{data.Title} {data.Fingerprint}\n"));
        File.Move(own, Path.Combine(folder, "record.txt"), overwrite: true);
    }

    private string FileOf(SpottingExperiment experiment, string subject) => PathBelow.Of(Path.Combine(FolderOf(experiment), "folds"), subject + ".json");

    private static string CheckpointOf(string file) => Path.ChangeExtension(file, ".checkpoint");

    private static string EpochsOf(string file) => Path.ChangeExtension(file, ".epochs");

    private static string CostOf(string file) => Path.ChangeExtension(file, ".cost");

    private string FolderOf(SpottingExperiment experiment) => Path.Combine(place, experiment.On(device).Hash(data.Fingerprint));
}
