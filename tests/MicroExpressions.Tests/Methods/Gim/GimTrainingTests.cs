using MicroExpressions.Annotations;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Gim;
using MicroExpressions.Metrics;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Gim;

[Collection(DefaultGenerator.Name)]
public sealed class GimTrainingTests : IDisposable
{
    private static readonly ILearningMethod Small = new GimMethod { Width = 16, Dropout = 0.3 }
        .With(new() { Steps = 16, BatchSize = 2, LearningRate = 2e-3, CheckpointEvery = 4 });

    private readonly TestFolder folder = new();
    private readonly int threads = get_num_threads();

    public GimTrainingTests() => set_num_threads(1);

    public void Dispose()
    {
        set_num_threads(threads);
        folder.Dispose();
    }

    [Fact]
    public void Clear_expressions_of_unseen_videos_are_found()
    {
        SpottingVideo[] videos = SmallSpotting.Videos(12);
        using MethodTraining training = Small.With(new() { Steps = 150, BatchSize = 4, LearningRate = 1e-2 }).Begin(Taught(videos[..9]));
        training.Run();
        var truth = videos[9..].SelectMany(v => v.Intervals).ToList();
        var detections = videos[9..].SelectMany(v => training.Learnt.Spotter.Find(v).Select(f => f.In(v.Subject, v.Name))).ToList();
        Assert.InRange(ThresholdSweep.Run(truth, detections, new ScoringOptions()).BestOnTestSet.Score.F1, 0.6, 1);
        Assert.All(videos[9..], v =>
        {
            IReadOnlyList<float> curve = training.Learnt.Spotter.Curve(v);
            Assert.Equal(v.Features.Snippets, curve.Count);
            double within = v.Intervals.Average(i => curve[(i.Onset + i.Offset) / 16]);
            Assert.True(within > 1.3 * curve.Average(), $"the curve is {within} within expressions and {curve.Average()} on the whole");
        });
    }

    [Fact]
    public void A_training_that_was_interrupted_ends_with_the_same_bits()
    {
        using MethodTraining whole = Small.Begin(Taught(SmallSpotting.Videos()));
        IReadOnlyList<double> losses = whole.Run();
        using MethodTraining first = Small.Begin(Taught(SmallSpotting.Videos()));
        using var stop = new CancellationTokenSource();
        string checkpoint = folder["fold.checkpoint"];
        Assert.Throws<OperationCanceledException>(() => first.Run(checkpoint, new StopAt(11, stop), stop.Token));     // in the adaptive phase
        using MethodTraining second = Small.Begin(Taught(SmallSpotting.Videos()));
        Assert.Equal(losses, second.Run(checkpoint));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.Equal(value.data<float>().ToArray(), second.state_dict()[name].data<float>().ToArray());
    }

    [Fact]
    public void Apexes_are_sought_from_the_sixth_pass_on()
    {
        using var scope = NewDisposeScope();
        using MethodTraining training = Small.Begin(Taught(SmallSpotting.Videos()));        // 4 videos, 2 a step
        Assert.DoesNotContain(training.Step(new(9, [0, 1], new Random(1))).Terms, t => t.Name == "L_apex");
        Assert.Contains(training.Step(new(10, [0, 1], new Random(1))).Terms, t => t.Name == "L_apex");
    }

    [Fact]
    public void What_is_said_of_a_video_does_not_depend_on_its_batch()
    {
        SpottingVideo[] videos = SmallSpotting.Videos();
        using var scope = NewDisposeScope();
        using GimNetwork network = new GimMethod { Width = 16 }.Network(12);
        network.eval();
        SpotterInput batch = SpotterInput.Pad([.. videos.Select(v => v.Features)]);
        int shortest = batch.Lengths.Index().MinBy(l => l.Item).Index;
        Tensor alone = network.call(SpotterInput.Pad([videos[shortest].Features]).Joint().select(0, 0)).Attention;
        Assert.True(network.call(batch.Joint().select(0, shortest).narrow(0, 0, batch.Lengths[shortest])).Attention.allclose(alone));
        Assert.Equal(8 * batch.Lengths[shortest], alone.shape[0]);
    }

    [Fact]
    public void A_kind_that_no_training_video_has_is_named()
    {
        SpottingVideo[] videos = [.. SmallSpotting.Videos().Select(v => v with { Intervals = [.. v.Intervals.Where(i => i.Kind == ExpressionKind.Macro)] })];
        Assert.Contains("no micro-expression", Assert.Throws<InputException>(() => Small.Begin(Taught(videos))).Message);
    }

    private static TaughtVideo[] Taught(SpottingVideo[] videos) => [.. videos.Select(v => TaughtVideo.Of(v, Supervision.Point, new()))];

    private sealed class StopAt(int step, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step)
                source.Cancel();
        }
    }
}
