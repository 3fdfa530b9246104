using System.Globalization;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Methods;
using MicroExpressions.Tests.Experiments.Intensity;
using MicroExpressions.Tests.Methods;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

/// <summary>
/// The garbage collector may run at any moment, and finalisers of tensors with it, on a thread of their own: no training's numbers depend on
/// it. Some trainers and a few steps here; all and <c>MEX_STEPS=10000</c> in a campaign, or the named ones: <c>MEX_STEPS="10000; pwes; gim"</c>.
/// </summary>
[Collection(DefaultGenerator.Name)]
public sealed class CollectedTrainingTests(SmallInputs small, ITestOutputHelper output) : IClassFixture<SmallInputs>, IDisposable
{
    private const string FrozenEncoder = "intensity, frozen encoder", WholeNetwork = "intensity, whole network";

    private static readonly string[] Quick = ["pwes", "gim", FrozenEncoder];

    private static readonly string[] Campaign = Environment.GetEnvironmentVariable("MEX_STEPS")?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static readonly int Steps = int.Parse(Campaign.FirstOrDefault("12"), CultureInfo.InvariantCulture);

    private readonly OneThread one = new();

    public static TheoryData<string> Trainers => Campaign switch
    {
        [] => [.. Quick],
        [_] => [.. SmallMethods.Ids, FrozenEncoder, WholeNetwork],
        [_, .. var named] => [.. named],
    };

    public void Dispose() => one.Dispose();

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Steps_give_the_same_losses_while_another_thread_collects_again_and_again(string trainer)
    {
        IReadOnlyList<double> alone = Losses(trainer, "alone");
        using var collector = new BusyCollector();
        IReadOnlyList<double> collected = Losses(trainer, "collected");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{trainer}: {alone.Count} steps, {collector.Collections} collections meanwhile"));
        Assert.True(alone.Count >= Steps && collector.Collections > 0, $"{alone.Count} steps, {collector.Collections} collections");
        Assert.Equal(alone, collected);
    }

    private IReadOnlyList<double> Losses(string trainer, string place)
    {
        if (trainer is FrozenEncoder or WholeNetwork)
            return Intensity(trainer == WholeNetwork, Path.Combine(trainer, place));
        ILearningMethod method = SmallMethods.Small(trainer);
        using MethodTraining training = method.With(method.Training with { Steps = Steps, BatchSize = 3 }).Begin(SmallMethods.Taught(method));
        return training.Run();
    }

    /// <summary>Of all folds, one after the other.</summary>
    private List<double> Intensity(bool whole, string place)
    {
        IntensityExperiment experiment = SmallInputs.Start with
        {
            Training = SmallInputs.Start.Training with { Steps = whole ? (Steps + 1) / 2 : (Steps + 2) / 3, BatchSize = 1, CheckpointEvery = Steps },
        };
        if (whole)
            experiment = experiment with { Encoder = new(), Split = IntensitySplit.BySubject, Folds = 2 };
        var told = new Told();
        new IntensityRun(small.Inputs, small.Place(place)).Run(experiment, told);
        return told.Losses;
    }

    private sealed class Told : IProgress<IntensityProgress>
    {
        public List<double> Losses { get; } = [];

        public void Report(IntensityProgress value) => Losses.Add(value.Training.Loss);
    }
}
