using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroExpressions.Features;
using MicroExpressions.Metrics;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>What a run tells while it works.</summary>
/// <param name="Row">the experiment's name</param>
/// <param name="Fold">the fold's number, from 1</param>
/// <param name="Folds">folds in all</param>
/// <param name="Training">the fold's training</param>
public readonly record struct IntensityProgress(string Row, int Fold, int Folds, TrainingProgress Training);

/// <summary>
/// Runs an experiment: trains a model a fold and predicts the clips that it has not seen. Everything goes into the run's folder, named
/// by the hash of the experiment: <c>record.json</c>, <c>folds/*.json</c>, then <c>metrics.json</c> and <c>curves.json</c>. What is
/// there already is not computed again, and a fold that was interrupted goes on from its checkpoint.
/// </summary>
/// <param name="inputs">clips and frames</param>
/// <param name="place">where to work and to keep</param>
public sealed class IntensityRun(IntensityInputs inputs, RunPlace place)
{
    private const int PredictedAtOnce = 8;

    /// <summary>Runs it, or reads it where it was run before.</summary>
    /// <param name="experiment">what to run; its data are set to these inputs, its basis to this torch and the place's device</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">labels out of order, too few subjects, a damaged file in the run's folder</exception>
    /// <exception cref="LossNotFiniteException">the training went astray</exception>
    public IntensityResult Run(IntensityExperiment experiment, IProgress<IntensityProgress>? progress = null, CancellationToken cancellation = default)
    {
        experiment = Here(experiment);
        string folder = place.Of(experiment);
        WholeFile.WriteText(Path.Combine(folder, "record.json"), to => to.Write(experiment.ToJson()));
        IReadOnlyList<Fold> folds = experiment.Divide(inputs.Subjects, inputs.Taught);
        for (int number = 0; number < folds.Count; number++)
            RunFold(experiment, folds, number, progress, cancellation);
        FoldResult[] results = [.. folds.Select(fold => FoldResult.Read(FileOf(experiment, fold)))];
        IntensityResult result = IntensityResult.Of(experiment, inputs, results);
        result.Write(folder);
        return result;
    }

    /// <summary>
    /// What one of several processes has to do: every n-th fold of all experiments that is not there yet. <see cref="Run"/> then only reads.
    /// </summary>
    /// <param name="experiments">what will be run</param>
    /// <param name="share">which, from 0</param>
    /// <param name="of">n</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">labels out of order, too few subjects, a damaged checkpoint in a run's folder</exception>
    /// <exception cref="LossNotFiniteException">the training went astray</exception>
    public void RunShare(
        IReadOnlyList<IntensityExperiment> experiments, int share, int of, IProgress<IntensityProgress>? progress = null, CancellationToken cancellation = default)
    {
        int counted = 0;
        foreach (IntensityExperiment experiment in experiments.Select(Here).DistinctBy(place.Of))
        {
            IReadOnlyList<Fold> folds = experiment.Divide(inputs.Subjects, inputs.Taught);
            for (int number = 0; number < folds.Count; number++)
                if (counted++ % of == share)
                    RunFold(experiment, folds, number, progress, cancellation);
        }
    }

    /// <summary>Computes what several processes would else each compute: the vectors of frozen encoders.</summary>
    /// <param name="experiments">what will be run</param>
    /// <param name="cancellation">stops between two clips</param>
    public void Prepare(IEnumerable<IntensityExperiment> experiments, CancellationToken cancellation = default)
    {
        foreach (EncoderSettings encoder in experiments.Select(e => e.Encoder).Where(e => e.Frozen).Distinct())
            inputs.Features(encoder, place, cancellation: cancellation);
    }

    /// <summary>The model that all clips taught, for new videos. Kept as a checkpoint in the run's folder.</summary>
    /// <param name="experiment">how; its split is set to <see cref="IntensitySplit.Everything"/></param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    public IntensityRegressor Model(IntensityExperiment experiment, IProgress<IntensityProgress>? progress = null, CancellationToken cancellation = default)
    {
        experiment = Here(experiment) with { Split = IntensitySplit.Everything };
        Fold all = experiment.Divide(inputs.Subjects, inputs.Taught)[0];
        string folder = place.Of(experiment);
        WholeFile.WriteText(Path.Combine(folder, "record.json"), to => to.Write(experiment.ToJson()));
        IntensityRegressor model = Made(experiment, all, 0, cancellation);
        using OneThread? small = experiment.Encoder.Frozen ? new OneThread() : null;
        Train(experiment, all, 0, model, Path.Combine(folder, "model.checkpoint"), new Relay(progress, experiment.Name, 1, 1), cancellation);
        return model;
    }

    private IntensityExperiment Here(IntensityExperiment experiment) => experiment with { Data = inputs.Fingerprint, Basis = NumericBasis.Of(place.Device) };

    private string FileOf(IntensityExperiment experiment, Fold fold) => PathBelow.Of(Path.Combine(place.Of(experiment), "folds"), fold.Name + ".json");

    /// <summary>Trains and tests a fold, unless it is there.</summary>
    private void RunFold(
        IntensityExperiment experiment, IReadOnlyList<Fold> folds, int number, IProgress<IntensityProgress>? to, CancellationToken cancellation)
    {
        Fold fold = folds[number];
        string file = FileOf(experiment, fold);
        if (File.Exists(file))
            return;
        var progress = new Relay(to, experiment.Name, number + 1, folds.Count);
        using IntensityRegressor model = Made(experiment, fold, number, cancellation);
        using OneThread? small = experiment.Encoder.Frozen ? new OneThread() : null;
        string checkpoint = Path.ChangeExtension(file, ".checkpoint");
        IReadOnlyList<double> losses = Train(experiment, fold, number, model, checkpoint, progress, cancellation);
        Tested(experiment, fold, model, losses).Write(file);
        File.Delete(checkpoint);
    }

    private IReadOnlyList<double> Train(
        IntensityExperiment experiment, Fold fold, int number, IntensityRegressor model, string checkpoint,
        IProgress<TrainingProgress> progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        Tensor labels = inputs.Labels(experiment.Shape).to(place.Device);
        Tensor? features = experiment.Encoder.Frozen ? inputs.Features(experiment.Encoder, place, cancellation: cancellation).to(place.Device) : null;
        using FrameNormalisation? normalisation = features is null ? experiment.Encoder.Normalisation(place.Weights) : null;
        // each fold has its own seed, so that no two share an order
        TrainingSettings settings = experiment.Training with { Seed = StepSeed.Mix(experiment.Training.Seed, number) };
        return new Trainer(settings, experiment.ToJson() + "\nfold " + fold.Name, checkpoint).Run(model, fold.Train.Length, step =>
        {
            int[] clips = [.. step.Examples.Select(i => fold.Train[i])];
            Tensor batch = tensor(clips.Select(i => (long)i).ToArray(), device: place.Device);
            Tensor input = features is not null ? features.index_select(0, batch)
                : normalisation!.Of(experiment.Augmentation.Apply(inputs.Frames(clips).to(place.Device), step.Random), place.Device);
            return experiment.Loss.Of(model.call(input), labels.index_select(0, batch));
        }, progress, cancellation);
    }

    private IntensityRegressor Made(IntensityExperiment experiment, Fold fold, int number, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        FrameEncoder? encoder = experiment.Encoder.Frozen ? null : experiment.Encoder.Make(place.Weights);
        manual_seed(StepSeed.Mix(experiment.Training.Seed, number));
        nn.Module<Tensor, Tensor> head = experiment.Temporal ? new TrajectoryHead(hidden: experiment.Hidden) : new FramewiseHead();
        if (encoder is not null)
            return IntensityRegressor.OnFrames(encoder, head).to(place.Device);
        Tensor features = inputs.Features(experiment.Encoder, place, cancellation: cancellation).to(place.Device);
        using var same = new OneThread();   // sums in the same order, so the same bits, on any number of threads
        Tensor training = features.index_select(0, tensor(fold.Train.Select(i => (long)i).ToArray(), device: place.Device));
        return IntensityRegressor.OnFeatures(FeatureScaling.Of(training), head).to(place.Device);
    }

    private FoldResult Tested(IntensityExperiment experiment, Fold fold, IntensityRegressor model, IReadOnlyList<double> losses)
    {
        var (straight, shuffled) = (new List<double[]>(), new List<double[]>());
        using FrameNormalisation? normalisation = experiment.Encoder.Frozen ? null : experiment.Encoder.Normalisation(place.Weights);
        using var untracked = no_grad();
        foreach (int[] clips in fold.Test.Chunk(PredictedAtOnce))
        {
            using var scope = NewDisposeScope();
            Tensor input = normalisation is null
                ? inputs.Features(experiment.Encoder, place).index_select(0, tensor(clips.Select(i => (long)i).ToArray())).to(place.Device)
                : normalisation.Of(inputs.Frames(clips), place.Device);
            straight.AddRange(Curves(model.call(input)));
            shuffled.AddRange(Curves(model.call(stack(
                [.. clips.Select((clip, b) => input.select(0, b).index_select(0, tensor(ShuffledOrder(clip).Select(t => (long)t).ToArray(), device: place.Device)))], 0))));
        }
        return new(fold.Name, [.. fold.Test], [.. straight], [.. shuffled], [.. losses]);
    }

    /// <summary>The order in which a clip's frames come in the shuffled test: the same for every model.</summary>
    public static int[] ShuffledOrder(int clip)
    {
        int[] order = [.. Enumerable.Range(0, IntensityCurve.DefaultLength)];
        StepSeed.Generator(0, clip).Shuffle(order);
        return order;
    }

    private static IEnumerable<double[]> Curves(Tensor predicted)
    {
        float[] values = predicted.cpu().contiguous().data<float>().ToArray();
        return values.Select(v => (double)v).Chunk((int)predicted.shape[1]);
    }

    private sealed class Relay(IProgress<IntensityProgress>? to, string row, int fold, int folds) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to?.Report(new(row, fold, folds, value));
    }
}
