using System.Diagnostics;
using MicroExpressions.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>What a step is given.</summary>
/// <param name="Number">from 0</param>
/// <param name="Examples">indices of the batch's examples</param>
/// <param name="Random">for augmentation; the same in every run and after a pause</param>
public sealed record TrainingStep(int Number, IReadOnlyList<int> Examples, Random Random);

/// <summary>
/// The one trainer of the kit: Adam on batches in a seeded order, with checkpoints. A training that was interrupted goes on from its
/// checkpoint and ends with the same bits as one that was not: order and chance come from (seed, step), the rest from the file.
/// </summary>
/// <param name="settings">how</param>
/// <param name="configuration">all that decides the result, as text, a line a setting: a checkpoint of another one is refused</param>
/// <param name="checkpoint">file for checkpoints; null for none</param>
public sealed class Trainer(TrainingSettings settings, string configuration, string? checkpoint = null)
{
    private const double GuessFromSteps = 3;   // the first step pays for compilation and allocation

    /// <summary>Trains the model in place and leaves it in evaluation mode.</summary>
    /// <param name="model">on its device already; its buffers are kept in checkpoints like its parameters</param>
    /// <param name="examples">how many there are</param>
    /// <param name="loss">a step's terms; runs in a dispose scope of its own</param>
    /// <param name="progress">told after each step</param>
    /// <param name="cancellation">stops after a step, which is then in the checkpoint</param>
    /// <returns>the weighted sum at each step</returns>
    /// <exception cref="InputException">the checkpoint is damaged or of another configuration; no example</exception>
    /// <exception cref="LossNotFiniteException">a term is NaN or infinite; the checkpoint before it stays</exception>
    /// <exception cref="OperationCanceledException">cancelled</exception>
    public IReadOnlyList<double> Run(
        nn.Module model, int examples, Func<TrainingStep, LossTerms> loss,
        IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (examples == 0)
            throw new InputException("training", "no example", "at least one", "Give a data set whose training side is not empty.");
        using var optimizer = optim.Adam(
            model.parameters().Where(p => p.requires_grad), settings.LearningRate, weight_decay: settings.WeightDecay);
        List<double> losses = checkpoint is not null && File.Exists(checkpoint)
            ? Checkpoint.Read(checkpoint, configuration, model, optimizer) : [];
        var order = new BatchOrder(examples, settings.BatchSize, settings.Seed);
        var pace = new Stopwatch();
        int first = losses.Count, saved = losses.Count;
        model.train();
        for (int step = first; step < settings.Steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save(step);
                cancellation.ThrowIfCancellationRequested();
            }
            manual_seed(StepSeed.Mix(settings.Seed, step));   // dropout
            using (NewDisposeScope())
            {
                model.zero_grad();   // lets go of the last step's gradients, which are as large as the model, before there is anything else
                LossTerms terms;
                using (NewDisposeScope())   // ends before the backward pass, which can then free what it has used
                    terms = loss(new(step, order.Of(step), StepSeed.Generator(settings.Seed, ~(long)step))).MoveToOuterDisposeScope();
                Tensor sum = terms.Sum();
                double value = sum.to(float64).item<double>();
                if (!double.IsFinite(value))
                    throw LossNotFiniteException.At(step, terms, checkpoint is not null && File.Exists(checkpoint) ? checkpoint : null);
                sum.backward();
                optimizer.step();
                losses.Add(value);
            }
            if (step + 1 - first >= GuessFromSteps)
                pace.Start();
            progress?.Report(new(step + 1, settings.Steps, losses[^1], Remaining(step + 1)));
            if ((step + 1) % settings.CheckpointEvery == 0)
                Save(step + 1);
        }
        Save(settings.Steps);
        model.eval();
        return losses;

        void Save(int steps)
        {
            if (checkpoint is null || steps == saved)
                return;
            Checkpoint.Write(checkpoint, configuration, losses, model, optimizer);
            saved = steps;
        }

        TimeSpan Remaining(int done)
        {
            double timed = done - first - GuessFromSteps;
            return timed > 0 ? pace.Elapsed * ((settings.Steps - done) / timed) : TimeSpan.Zero;
        }
    }
}
