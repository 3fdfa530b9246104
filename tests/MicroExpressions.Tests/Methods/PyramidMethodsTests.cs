using MicroExpressions.Annotations;
using MicroExpressions.Methods;
using MicroExpressions.Methods.LgsNet;
using MicroExpressions.Methods.LssNet;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>What LSSNet and LGSNet have in common: training on windows, intervals from all windows of a video.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class PyramidMethodsTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly int threads = get_num_threads();

    public PyramidMethodsTests() => set_num_threads(1);

    public void Dispose()
    {
        set_num_threads(threads);
        folder.Dispose();
    }

    [Theory]
    [InlineData("lssnet")]
    [InlineData("lgsnet")]
    public void Clear_expressions_of_unseen_videos_are_found(string id)
    {
        SpottingVideo[] videos = SmallSpotting.Videos(12);
        ILearningMethod method = Small(id).With(new() { Steps = 150, BatchSize = 8, LearningRate = 6e-3 });
        using MethodTraining training = method.Begin(Taught(videos[..9]));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(10).Average() > 2 * losses.TakeLast(10).Average(), $"the loss should fall, from {losses.Take(10).Average()} to {losses.TakeLast(10).Average()}");
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

    [Theory]
    [InlineData("lssnet")]
    [InlineData("lgsnet")]
    public void A_training_that_was_interrupted_ends_with_the_same_bits(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining whole = method.Begin(Taught(SmallSpotting.Videos()));
        IReadOnlyList<double> losses = whole.Run();
        using MethodTraining first = method.Begin(Taught(SmallSpotting.Videos()));
        using var stop = new CancellationTokenSource();
        string checkpoint = folder["fold.checkpoint"];
        Assert.Throws<OperationCanceledException>(() => first.Run(checkpoint, new StopAt(5, stop), stop.Token));
        using MethodTraining second = method.Begin(Taught(SmallSpotting.Videos()));
        Assert.Equal(losses, second.Run(checkpoint));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.Equal(value.data<float>().ToArray(), second.state_dict()[name].data<float>().ToArray());
        using MethodTraining other = method.With(method.Training with { Seed = 2 }).Begin(Taught(SmallSpotting.Videos()));
        Assert.NotEqual(losses, other.Run());
    }

    [Theory]
    [InlineData("lssnet")]
    [InlineData("lgsnet")]
    public void Intervals_lie_within_the_video_best_first_and_do_not_overlap_more_than_allowed(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining training = method.Begin(Taught(SmallSpotting.Videos()));
        SpottingVideo video = SmallSpotting.Videos()[3] with { Intervals = [] };
        IReadOnlyList<SpottedInterval> found = training.Learnt.Spotter.Find(video);
        Assert.NotEmpty(found);
        Assert.Equal(found.OrderByDescending(f => f.Score), found);
        Assert.All(found, f => Assert.True(f.Onset >= 1 && f.Onset <= f.Offset && f.Offset <= 8 * video.Features.Snippets, $"{f}"));
        Assert.Distinct(found.Select(f => (f.Onset, f.Offset)));
    }

    [Theory]
    [InlineData("lssnet")]
    [InlineData("lgsnet")]
    public void Weights_that_were_kept_find_the_same(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining training = method.Begin(Taught(SmallSpotting.Videos()));
        SpottingVideo video = SmallSpotting.Videos()[0];
        LearntSpotter read = method.Untrained(6, 6);
        using nn.Module weights = read.Weights;
        using (no_grad())
            foreach ((string name, Tensor value) in training.Learnt.Weights.state_dict())
                weights.state_dict()[name].copy_(value);
        Assert.Equal(training.Learnt.Spotter.Find(video), read.Spotter.Find(video));
    }

    [Fact]
    public void Every_level_and_ratio_tells_two_pyramids_apart()
    {
        var method = new LssNetMethod();
        Assert.NotEqual(method.Describe(), (method with { Pyramid = method.Pyramid with { Levels = [method.Pyramid.Levels[0] with { Farthest = 5 }, .. method.Pyramid.Levels.Skip(1)] } }).Describe());
        Assert.NotEqual(method.Describe(), (method with { Pyramid = method.Pyramid with { Ratios = [0.5, 1] } }).Describe());
        Assert.DoesNotContain("System", method.Describe(), StringComparison.Ordinal);
        Assert.DoesNotContain("System", new LgsNetMethod().Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_without_any_match_teaches_classes_only()
    {
        // 4 frames are less than the shortest anchor, 16 frames, is matched by, and no place of the first level lies in frames 1–4
        SpottingVideo[] videos = [.. SmallSpotting.Videos(2).Select((v, i) => v with { Intervals = [v.Intervals[i] with { Onset = 1, Offset = 3 }] })];
        using MethodTraining training = Small("lssnet").Begin(Taught(videos));
        using var scope = NewDisposeScope();
        Tensor sum = training.Step(new(0, [0], new Random(1))).Sum();
        Assert.True(double.IsFinite(sum.item<float>()));
        sum.backward();
        Assert.All(training.parameters(), p => Assert.True(p.grad is null || p.grad.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Expressions_that_no_window_holds_are_named()
    {
        SpottingVideo[] videos = [.. SmallSpotting.Videos(2).Select((v, i) => v with { Intervals = [v.Intervals[i] with { Onset = 1, Offset = 8 * v.Features.Snippets }] })];
        var e = Assert.Throws<InputException>(() => Small("lgsnet").Begin(Taught(videos)));
        Assert.Equal("no expression of which 0.9 lie within 16 snippets", e.Found);
    }

    [Fact]
    public void A_window_that_the_levels_cannot_halve_is_refused()
    {
        var method = new LssNetMethod { Pyramid = new LssNetMethod().Pyramid with { Window = 48 } };
        Assert.Equal("a window of 48 steps", Assert.Throws<InputException>(() => method.Begin(Taught(SmallSpotting.Videos()))).Found);
    }

    [Fact]
    public void A_kind_that_no_training_video_has_is_named()
    {
        SpottingVideo[] videos = [.. SmallSpotting.Videos().Select(v => v with { Intervals = [.. v.Intervals.Where(i => i.Kind == ExpressionKind.Macro)] })];
        Assert.Contains("no micro-expression", Assert.Throws<InputException>(() => Small("lssnet").Begin(Taught(videos))).Message);
    }

    private static ILearningMethod Small(string id)
    {
        ILearningMethod method = id == "lssnet" ? new LssNetMethod() : new LgsNetMethod();
        return method.Narrowed(1 / 32.0).With(new() { Steps = 8, BatchSize = 4, LearningRate = 2e-3, CheckpointEvery = 4 });
    }

    private static TaughtVideo[] Taught(SpottingVideo[] videos) => [.. videos.Select(v => TaughtVideo.Of(v, Supervision.Full, new()))];

    private sealed class StopAt(int step, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step)
                source.Cancel();
        }
    }
}
