using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Features.Weights;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>A step: its loss and the milliseconds of its parts.</summary>
/// <param name="Loss">before the step</param>
/// <param name="Forward">batch, network and loss</param>
/// <param name="Backward">gradients</param>
/// <param name="Adam">new weights</param>
public sealed record StepTimes(double Loss, double Forward, double Backward, double Adam)
{
    /// <summary>Of the whole step.</summary>
    public double Whole => Forward + Backward + Adam;
}

/// <summary>A rival's steps as <see cref="Trainer"/> does them, all on the same batch.</summary>
public sealed class RivalTraining : IDisposable
{
    private const string Sequences = "sequences.sequences";      // LACP's buffer

    private readonly Rival rival;
    private readonly MethodTraining training;
    private readonly optim.Optimizer adam;
    private readonly Random random;

    /// <param name="rival">the method</param>
    /// <param name="exact">without dropout, and where a snippet is drawn from several always the first</param>
    /// <param name="device">where to train; null for the CPU</param>
    public RivalTraining(Rival rival, bool exact, Device? device = null)
    {
        this.rival = rival;
        training = (exact ? rival.WithoutDropout : rival.Method).Begin(rival.Videos, device);
        adam = optim.Adam(training.parameters(), rival.Training.LearningRate, weight_decay: rival.Training.WeightDecay);
        random = exact ? new Lowest() : new Random(1);
        training.train();
        using DisposeScope scope = NewDisposeScope();
        training.Step(Numbered(rival.FirstStep));               // a method that searches has then done so; no weight has changed
    }

    /// <summary>The next step.</summary>
    public StepTimes Step()
    {
        using DisposeScope scope = NewDisposeScope();
        training.zero_grad();
        Tensor? loss = null;
        double value = 0, forward = Timing.Milliseconds(() =>
        {
            LossTerms terms;
            using (NewDisposeScope())   // as Trainer does
                terms = training.Step(Numbered(rival.FirstStep + 1)).MoveToOuterDisposeScope();
            loss = terms.Sum();
            value = loss.ToDouble();
        });
        return new(value, forward, Timing.Milliseconds(() => loss!.backward()), Timing.Milliseconds(() => adam.step()));
    }

    /// <summary>Writes what the peer needs to be in the same place: the task as <c>rival.json</c>, weights and features as <c>rival.safetensors</c>.</summary>
    /// <param name="folder">where to</param>
    public void Write(string folder)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = training.state_dict();
        state.Remove(Sequences, out Tensor? sequences);
        Tensor features = SpotterInput.Pad([.. rival.Videos.Select(v => v.Video.Features)]).Joint();
        File.WriteAllText(Path.Combine(folder, "rival.json"), JsonSerializer.Serialize(new
        {
            method = rival.Name,
            shape = new[] { features.shape[0], features.shape[1] * rival.StepsPerSnippet, features.shape[2] },
            widths = rival.Widths,
            dropouts = rival.Dropouts,
            rate = rival.Training.LearningRate,
            decay = rival.Training.WeightDecay,
            presence = rival.Videos.Select(v => v.Presence),
            points = rival.Videos.Select(v => v.Points.Select(p => new[] { p.Snippet, (int)p.Class })),
            sequences = sequences is null ? null : rival.Videos.Select((_, v) => Enumerable.Range(0, 2).Select(c => Labels(sequences[v, c]))),
            expressions = rival.Videos.Select(v => v.Intervals.Select(i => Expression(i, v.Video.SnippetLength / (double)rival.StepsPerSnippet))),
        }));
        SafeTensors.Write(Path.Combine(folder, "rival.safetensors"), new Dictionary<string, Tensor>(state) { ["features"] = features });

        static int[] Labels(Tensor sequence) => [.. sequence.to(int32).data<int>()];

        static double[] Expression(ExpressionInterval i, double frames) => [(i.Onset - 1) / frames, i.Offset / frames, (int)SnippetClasses.Of(i.Kind)];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        adam.Dispose();
        training.Dispose();
    }

    private TrainingStep Numbered(int number) => new(number, [.. Enumerable.Range(0, rival.Videos.Count)], random);

    private sealed class Lowest : Random
    {
        public override int Next(int minValue, int maxValue) => minValue;
    }
}
