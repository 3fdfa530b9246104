using MicroExpressions.Losses;
using MicroExpressions.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Training;

[Collection(DefaultGenerator.Name)]
public sealed class TrainerTests : IDisposable
{
    private const string Configuration = "model linear\nrate 0.05";
    private static readonly TrainingSettings Settings = new() { Steps = 20, BatchSize = 4, LearningRate = 0.05, Seed = 3, CheckpointEvery = 5 };
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-trainer").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_others()
    {
        Assert.Equal(Train(Settings).Weights, Train(Settings).Weights);
        Assert.NotEqual(Train(Settings).Weights, Train(Settings with { Seed = 4 }).Weights);
    }

    [Fact]
    public void The_loss_falls() => Assert.InRange(Train(Settings with { Steps = 200 }).Losses[^10..].Average(), 0, 0.6 * Train(Settings).Losses[0]);

    [Fact]
    public void A_cancelled_training_goes_on_to_the_same_bits_as_one_that_was_not_interrupted()
    {
        var whole = Train(Settings);
        string checkpoint = Path.Combine(_folder, "a.checkpoint");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(Settings, checkpoint, atStep: (7, stop.Cancel), stop: stop.Token));
        var rest = Train(Settings, checkpoint);
        Assert.Equal(whole.Weights, rest.Weights);
        Assert.Equal(whole.Losses, rest.Losses);
    }

    [Fact]
    public void A_finished_training_is_read_back_without_a_step()
    {
        string checkpoint = Path.Combine(_folder, "b.checkpoint");
        var first = Train(Settings, checkpoint);
        var second = Train(Settings, checkpoint, atStep: (0, () => Assert.Fail("it took a step")));
        Assert.Equal(first.Weights, second.Weights);
    }

    [Fact]
    public void NaN_stops_the_training_names_step_and_term_and_keeps_the_last_good_checkpoint()
    {
        string checkpoint = Path.Combine(_folder, "c.checkpoint");
        var error = Assert.Throws<LossNotFiniteException>(() => Train(Settings, checkpoint, nanAt: 13));
        Assert.Equal((13, "L_extra"), (error.Step, error.Term));
        Assert.Contains("step 13: L_extra is not finite (L_mse = ", error.Message);
        Assert.Contains(checkpoint, error.Message);
        Assert.Equal(Train(Settings).Weights, Train(Settings, checkpoint).Weights);   // goes on from step 10
    }

    [Fact]
    public void A_checkpoint_of_another_configuration_is_refused_with_the_line_that_differs()
    {
        string checkpoint = Path.Combine(_folder, "d.checkpoint");
        Train(Settings, checkpoint);
        using var model = new Regression(4);
        var error = Assert.Throws<InputException>(
            () => new Trainer(Settings, "model linear\nrate 0.1", checkpoint).Run(model, 4, _ => throw new InvalidOperationException()));
        Assert.Contains("'rate 0.05' where this one has 'rate 0.1'", error.Message);
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused_by_name()
    {
        string checkpoint = Path.Combine(_folder, "e.checkpoint");
        Train(Settings, checkpoint);
        byte[] bytes = File.ReadAllBytes(checkpoint);
        File.WriteAllBytes(checkpoint, bytes[..(bytes.Length / 2)]);
        Assert.Contains(checkpoint, Assert.Throws<InputException>(() => Train(Settings, checkpoint)).Message);
        File.WriteAllText(checkpoint, "not a checkpoint at all, however long it may be");
        Assert.Contains(checkpoint, Assert.Throws<InputException>(() => Train(Settings, checkpoint)).Message);
    }

    [Fact]
    public void Progress_tells_every_step_with_its_loss()
    {
        var told = new List<TrainingProgress>();
        var result = Train(Settings, progress: told.Add);
        Assert.Equal(Enumerable.Range(1, 20), told.Select(t => t.Step));
        Assert.Equal(result.Losses, told.Select(t => t.Loss));
        Assert.All(told, t => Assert.Equal(20, t.Of));
        Assert.Equal(TimeSpan.Zero, told[^1].Remaining);
    }

    [Fact]
    public void Nothing_to_learn_from_is_refused()
    {
        using var model = new Regression(4);
        Assert.Throws<InputException>(() => new Trainer(Settings, Configuration).Run(model, 0, _ => throw new InvalidOperationException()));
    }

    private static (float[] Weights, double[] Losses) Train(
        TrainingSettings settings, string? checkpoint = null, (int Step, Action Do)? atStep = null, int? nanAt = null,
        Action<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        using var scope = NewDisposeScope();
        manual_seed(settings.Seed);
        using var model = new Regression(4);
        Tensor x = (arange(24, dtype: float32) * 1.3).sin().view(6, 4), y = x.sum(1, keepdim: true);
        IReadOnlyList<double> losses = new Trainer(settings, Configuration, checkpoint).Run(model, 6, step =>
        {
            if (atStep?.Step == step.Number)
                atStep?.Do();
            Tensor batch = tensor(step.Examples.Select(i => (long)i).ToArray());
            Tensor error = (model.call(x[batch]) - y[batch]).square().mean();
            Tensor extra = step.Number == nanAt ? error * double.NaN : error * 0.1;
            return new LossTerms(new LossTerm("L_mse", 1, error), new LossTerm("L_extra", 0.5, extra));
        }, progress is null ? null : new Told(progress), stop);
        return ([.. model.parameters().SelectMany(p => p.data<float>().ToArray())], [.. losses]);
    }

    private sealed class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => tell(value);
    }

    /// <summary>With dropout and batch statistics, so that chance and buffers matter.</summary>
    private sealed class Regression : nn.Module<Tensor, Tensor>
    {
        private readonly Linear first, second;
        private readonly BatchNorm1d norm;
        private readonly Dropout dropout;

        public Regression(int width) : base(nameof(Regression))
        {
            first = nn.Linear(width, 16);
            norm = nn.BatchNorm1d(16);
            dropout = nn.Dropout(0.1);
            second = nn.Linear(16, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => second.call(dropout.call(norm.call(first.call(x)).relu()));
    }
}
