using SystemTorch.Tests.NN;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;
using Anneal = TorchSharp.torch.optim.lr_scheduler.impl.OneCycleLR.AnnealStrategy;

namespace SystemTorch.Tests.Optim;

/// <summary>Rates and momenta of two groups over twenty steps beside PyTorch's: golden/nn.json, made by golden/make_nn_golden.py.</summary>
public class ScheduleTests
{
    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> Schedules = new()
    {
        ["StepLR"] = o => StepLR(o, 4, 0.3),
        ["MultiStepLR"] = o => MultiStepLR(o, [3, 5, 11], 0.5),
        ["ExponentialLR"] = o => ExponentialLR(o, 0.9),
        ["ConstantLR"] = o => ConstantLR(o, 0.25, 6),
        ["LinearLR"] = o => LinearLR(o, 0.2, 0.9, 7),
        ["LambdaLR"] = o => LambdaLR(o, epoch => 1.0 / (1 + epoch)),
        ["MultiplicativeLR"] = o => MultiplicativeLR(o, _ => 0.95),
        ["CosineAnnealingLR"] = o => CosineAnnealingLR(o, 6, 0.001),
        ["OneCycleLR"] = o => OneCycleLR(o, 0.5, total_steps: 20),
        ["OneCycleLR linear in three phases"] = o =>
            OneCycleLR(o, 0.5, epochs: 4, steps_per_epoch: 5, pct_start: 0.4, anneal_strategy: Anneal.Linear, three_phase: true, div_factor: 10),
        ["SequentialLR"] = o => SequentialLR(o, [ConstantLR(o, 0.1, 4), ExponentialLR(o, 0.8)], [4]),
    };

    public static TheoryData<string, string> Names => [.. NNGolden.PyTorch.Schedules.Select(c => (c.Name, c.Optimiser))];

    private static Parameter Given() => new(zeros(2));

    private static Optimizer Made(string kind) => kind == "Adam"
        ? Adam([new Adam.ParamGroup { Parameters = [Given()] }, new Adam.ParamGroup([Given()], new Adam.Options { LearningRate = 0.3 })], lr: 0.1)
        : SGD([new SGD.ParamGroup { Parameters = [Given()] }, new SGD.ParamGroup([Given()], new SGD.Options { LearningRate = 0.3 })], 0.1, momentum: 0.9);

    [Fact]
    public void The_table_and_the_golden_file_hold_the_same_schedules() =>
        Assert.Equal(NNGolden.PyTorch.Schedules.Select(c => c.Name).Distinct().Order(), Schedules.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Rates_and_momenta_equal_those_of_PyTorch(string name, string kind)
    {
        var golden = NNGolden.PyTorch.Schedules.Single(c => c.Name == name && c.Optimiser == kind);
        var optimizer = Made(kind);
        var schedule = Schedules[name](optimizer);
        for (var step = 0; step < golden.Rates.Length; step++)
        {
            var groups = optimizer.ParamGroups.ToArray();
            Assert.All(golden.Rates[step].Zip(groups), pair => Assert.Equal(pair.First, pair.Second.LearningRate, 1e-12));
            Assert.Equal(groups.Select(group => group.LearningRate), schedule.get_last_lr());
            Assert.All(golden.Momenta[step].Zip(groups), pair => Assert.Equal(pair.First, Momentum(pair.Second), 1e-12));
            optimizer.step();
            schedule.step();
        }
    }

    private static double Momentum(ILearningRateController group) => group is IBetas betas ? betas.Betas.Item1 : ((IMomentum)group).Momentum;

    [Theory]
    [InlineData("StepLR")]
    [InlineData("MultiStepLR")]
    [InlineData("ExponentialLR")]
    [InlineData("ConstantLR")]
    [InlineData("LinearLR")]
    [InlineData("CosineAnnealingLR")]
    public void A_step_to_an_epoch_gives_the_rate_of_the_steps_before_it(string name)
    {
        var (walked, leapt) = (Made("SGD"), Made("SGD"));
        var (walking, leaping) = (Schedules[name](walked), Schedules[name](leapt));
        for (var epoch = 1; epoch < 6; epoch++)
        {
            walking.step();
            leaping.step(epoch);
            Assert.All(walked.ParamGroups.Zip(leapt.ParamGroups), pair => Assert.Equal(pair.First.LearningRate, pair.Second.LearningRate, 1e-12));
        }
    }

    [Fact]
    public void A_plateau_reduces_the_rate_as_in_PyTorch()
    {
        var golden = NNGolden.PyTorch.Plateau;
        var optimizer = SGD([Given()], 1.0);
        var schedule = ReduceLROnPlateau(optimizer, "min", factor: 0.5, patience: 2, threshold: 0.01, cooldown: 1, min_lr: [0.1]);
        foreach (var (measure, rate) in golden.Measures.Zip(golden.Rates))
        {
            schedule.step(measure);
            Assert.Equal(rate, optimizer.ParamGroups.Single().LearningRate, 1e-12);
        }
    }

    [Fact]
    public void A_plateau_is_told_the_measure()
    {
        var schedule = ReduceLROnPlateau(SGD([Given()], 1.0));
        Assert.Throws<InvalidOperationException>(() => schedule.step());
        Assert.Throws<InvalidOperationException>(() => schedule.step((int?)3));
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        var optimizer = SGD([Given()], 1.0);
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, factor: 1));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, "least"));
        Assert.Throws<ArgumentException>(() => ReduceLROnPlateau(optimizer, threshold_mode: "other"));
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 0.1));
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 0.1, total_steps: 10, pct_start: 2));
        Assert.Throws<ArgumentException>(() => OneCycleLR(optimizer, 0.1, epochs: 0, steps_per_epoch: 4));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [ConstantLR(optimizer)], [3]));
        Assert.Throws<ArgumentException>(() => SequentialLR(optimizer, [ConstantLR(SGD([Given()], 1.0))], []));
    }

    [Fact]
    public void One_cycle_ends_where_it_was_told_to()
    {
        var schedule = OneCycleLR(Made("SGD"), 0.5, total_steps: 3);
        for (var step = 0; step < 3; step++) schedule.step();
        Assert.Throws<InvalidOperationException>(schedule.step);
    }

    [Fact]
    public void Any_measure_may_be_given_to_a_schedule_that_needs_none()
    {
        var optimizer = SGD([Given()], 1.0);
        var schedule = StepLR(optimizer, 1, 0.5);
        schedule.step(0.123);
        Assert.Equal([0.5], schedule.get_last_lr());
    }
}
