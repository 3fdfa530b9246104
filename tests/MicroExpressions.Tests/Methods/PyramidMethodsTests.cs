using MicroExpressions.Methods;
using MicroExpressions.Methods.LgsNet;
using MicroExpressions.Methods.LssNet;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>What LSSNet and LGSNet have in common: training on windows, intervals from all windows of a video.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class PyramidMethodsTests : IDisposable
{
    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    [Theory]
    [InlineData("lssnet")]
    [InlineData("lgsnet")]
    public void Clear_expressions_of_unseen_videos_are_found(string id)
    {
        SpottingVideo[] videos = SmallSpotting.Videos(12);
        ILearningMethod method = Small(id).With(new() { Steps = 150, BatchSize = 8, LearningRate = 6e-3 });
        using MethodTraining training = method.Begin(videos[..9].Taught(Supervision.Full));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(10).Average() > 2 * losses.TakeLast(10).Average(), $"the loss should fall, from {losses.Take(10).Average()} to {losses.TakeLast(10).Average()}");
        Assert.InRange(training.Learnt.Spotter.BestF1(videos[9..]), 0.6, 1);
        training.Learnt.Spotter.RisesWithin(videos[9..]);
    }

    [Theory]
    [InlineData("lssnet")]
    [InlineData("lgsnet")]
    public void No_interval_is_found_twice(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining training = method.Begin(SmallSpotting.Videos().Taught(Supervision.Full));
        SpottingVideo video = SmallSpotting.Videos()[3] with { Intervals = [] };
        IReadOnlyList<SpottedInterval> found = training.Learnt.Spotter.Find(video);
        Assert.NotEmpty(found);
        Assert.Distinct(found.Select(f => (f.Onset, f.Offset)));
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
        using MethodTraining training = Small("lssnet").Begin(videos.Taught(Supervision.Full));
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
        var e = Assert.Throws<InputException>(() => Small("lgsnet").Begin(videos.Taught(Supervision.Full)));
        Assert.Equal("no expression of which 0.9 lie within 16 snippets", e.Found);
    }

    [Fact]
    public void A_window_that_the_levels_cannot_halve_is_refused()
    {
        var method = new LssNetMethod { Pyramid = new LssNetMethod().Pyramid with { Window = 48 } };
        Assert.Equal("a window of 48 steps", Assert.Throws<InputException>(() => method.Begin(SmallSpotting.Videos().Taught(Supervision.Full))).Found);
    }

    private static ILearningMethod Small(string id)
    {
        ILearningMethod method = id == "lssnet" ? new LssNetMethod() : new LgsNetMethod();
        return method.Narrowed(1 / 32.0).With(new() { Steps = 8, BatchSize = 4, LearningRate = 2e-3 });
    }
}
