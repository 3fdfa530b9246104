using MicroExpressions.Annotations;
using MicroExpressions.Methods;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>What holds for every method that learns: with all its layers narrow, a few steps long, on videos with one kind of expression or both.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class LearningMethodsTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly OneThread one = new();

    public static TheoryData<string> Methods => [.. SmallMethods.Ids];

    public void Dispose()
    {
        one.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_training_that_was_interrupted_twice_ends_with_the_same_bits(string id)
    {
        ILearningMethod method = SmallMethods.Small(id);
        using MethodTraining whole = method.Begin(SmallMethods.Taught(method));
        IReadOnlyList<double> losses = whole.Run();
        foreach (int step in new[] { 2, 5 })
        {
            using MethodTraining interrupted = method.Begin(SmallMethods.Taught(method));
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => interrupted.Run(folder["fold.checkpoint"], new StopAt(step, stop), stop.Token));
        }
        using MethodTraining last = method.Begin(SmallMethods.Taught(method));
        Assert.Equal(losses, last.Run(folder["fold.checkpoint"]));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.True(value.equal(last.state_dict()[name]).all().item<bool>(), name);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Another_seed_gives_other_losses(string id)
    {
        ILearningMethod method = SmallMethods.Small(id);
        Assert.NotEqual(FirstLoss(method), FirstLoss(method.With(method.Training with { Seed = 2 })));

        static double FirstLoss(ILearningMethod method)
        {
            using MethodTraining training = method.With(method.Training with { Steps = 1 }).Begin(SmallMethods.Taught(method));
            return training.Run()[0];
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Weights_that_were_kept_find_the_same(string id)
    {
        ILearningMethod method = SmallMethods.Small(id);
        using MethodTraining training = method.Begin(SmallMethods.Taught(method));
        training.Run();
        training.Learnt.Weights.save(folder["weights.dat"]);
        LearntSpotter read = SmallMethods.Untrained(method);
        using nn.Module weights = read.Weights;
        weights.load(folder["weights.dat"]);
        SpottingVideo video = SmallMethods.Videos(method)[0];
        Assert.Equal(training.Learnt.Spotter.Curve(video), read.Spotter.Curve(video));
        Assert.Equal(training.Learnt.Spotter.Find(video), read.Spotter.Find(video));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Intervals_lie_within_the_video_best_first_and_each_snippet_has_its_place_on_the_curve(string id)
    {
        ILearningMethod method = SmallMethods.Small(id);
        using MethodTraining training = method.Begin(SmallMethods.Taught(method));
        foreach (SpottingVideo video in SmallMethods.Videos(method))
        {
            IReadOnlyList<SpottedInterval> found = training.Learnt.Spotter.Find(video);
            Assert.Equal(found.OrderByDescending(f => f.Score), found);
            Assert.All(found, f => Assert.True(f.Onset >= 1 && f.Onset <= f.Offset && f.Offset <= video.Frames, $"{f} of {video.Frames} frames"));
            Assert.Equal(video.Features.Snippets, training.Learnt.Spotter.Curve(video).Count);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_checkpoint_of_another_method_is_refused(string id)
    {
        ILearningMethod method = SmallMethods.Small(id), next = SmallMethods.Small(SmallMethods.Ids[(SmallMethods.Ids.IndexOf(id) + 1) % SmallMethods.Ids.Count]);
        using (MethodTraining other = next.With(next.Training with { Steps = 1 }).Begin(SmallMethods.Taught(next)))
            other.Run(folder["fold.checkpoint"]);
        using MethodTraining training = method.Begin(SmallMethods.Taught(method));
        Assert.Contains("a checkpoint of another configuration", Assert.Throws<InputException>(() => training.Run(folder["fold.checkpoint"])).Message);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_kind_that_no_training_video_has_is_named(string id)
    {
        ILearningMethod method = SmallMethods.Small(id);
        foreach (ExpressionKind kind in Enum.GetValues<ExpressionKind>())
        {
            SpottingVideo[] without = [.. SmallMethods.Videos(method).Select(v => v with { Intervals = [.. v.Intervals.Where(i => i.Kind != kind)] }).Where(v => v.Intervals.Count > 0)];
            Assert.Contains($"no {kind.ToString().ToLowerInvariant()}-expression", Assert.Throws<InputException>(() => method.Begin(without.Taught(method.Supervision, method.Points))).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Features_of_another_width_are_refused(string id)
    {
        ILearningMethod method = SmallMethods.Small(id);
        LearntSpotter spotter = SmallMethods.Untrained(method);
        using nn.Module weights = spotter.Weights;
        SpottingVideo video = SmallMethods.Videos(method)[0], wider = video with { Features = video.Features with { Flow = SmallMethods.Rows(video.Features.Flow, video.Features.Snippets, t => t, video.Features.Flow.Dimension + 1) } };
        spotter.Spotter.Find(video);
        Assert.Throws<InputException>(() => spotter.Spotter.Find(wider));
        Assert.Throws<InputException>(() => spotter.Spotter.Curve(wider));
    }
}
