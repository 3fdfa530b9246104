using MicroExpressions.Annotations;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Lacp;

[Collection(DefaultGenerator.Name)]
public sealed class LacpTrainingTests : IDisposable
{
    private static readonly LacpMethod Small = new()
    {
        Hidden = 16,
        SearchEvery = 3,
        Training = new() { Steps = 8, BatchSize = 2, LearningRate = 2e-3, WeightDecay = 1e-4, CheckpointEvery = 4 },
    };

    private readonly TestFolder folder = new();
    private readonly OneThread one = new();

    public void Dispose()
    {
        one.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void It_finds_the_expressions_of_the_videos_that_taught_it()
    {
        LacpMethod method = Small with { SearchEvery = 10, Training = Small.Training with { Steps = 150, LearningRate = 5e-3, BatchSize = 4 } };
        SpottingVideo[] videos = SmallSpotting.Videos();
        using var training = new LacpTraining(method, Taught(videos));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.TakeLast(10).Average() < losses.Skip(20).Take(10).Average());
        Assert.All(videos, video =>
        {
            IReadOnlyList<SpottedInterval> found = training.Learnt.Spotter.Find(video);
            Assert.All(video.Intervals, i => Assert.Contains(found, f => Overlap(f, i) >= 0.5));
            Assert.Equal(found.OrderByDescending(f => f.Score), found);
            Assert.Contains(video.Intervals, i => Overlap(found[0], i) >= 0.5);
        });
    }

    [Fact]
    public void Sequences_are_searched_before_the_first_step_that_they_teach_and_hold_the_points()
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<TaughtVideo> videos = Taught(SmallSpotting.Videos());
        using var training = new LacpTraining(Small, videos);
        Assert.Equal(["L_vid", "L_point", "L_bg"], Names(2));
        Assert.Equal(["L_vid", "L_point", "L_bg", "L_score", "L_feat"], Names(3));
        Assert.All(videos.Index(), video => Assert.All(video.Item.Points, p => Assert.True(training.Sequences.Of(video.Index, p.Class)[p.Snippet])));
        Assert.All(videos.Index(), video => Assert.Contains(false, training.Sequences.Of(video.Index, SnippetClass.Micro)));

        IEnumerable<string> Names(int step) => training.Step(new(step, [0, 1], new Random(1))).Terms.Select(t => t.Name);
    }

    [Fact]
    public void A_training_that_was_interrupted_ends_with_the_same_bits()
    {
        using var whole = new LacpTraining(Small, Taught(SmallSpotting.Videos()));
        IReadOnlyList<double> losses = whole.Run();
        using var first = new LacpTraining(Small, Taught(SmallSpotting.Videos()));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => first.Run(folder["a.checkpoint"], new StopAt(5, stop), stop.Token));
        using var second = new LacpTraining(Small, Taught(SmallSpotting.Videos()));
        Assert.Equal(losses, second.Run(folder["a.checkpoint"]));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.True(value.equal(second.state_dict()[name]).all().item<bool>(), name);
    }

    [Fact]
    public void A_videos_scores_do_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        SpottingVideo[] videos = SmallSpotting.Videos();
        LacpNetwork network = new LacpNetwork(Small, 6, 6);
        network.eval();
        LacpOutput all = network.call(SpotterInput.Pad([.. videos.Select(v => v.Features)]));
        foreach (var (b, video) in videos.Index())
            Assert.True(network.call(SpotterInput.Pad([video.Features])).Probabilities[0].allclose(all.Probabilities[b].narrow(0, 0, video.Features.Snippets), 1e-5, 1e-6));
    }

    [Fact]
    public void A_video_without_a_point_is_refused()
    {
        var e = Assert.Throws<InputException>(() => new LacpTraining(Small, [.. SmallSpotting.Videos().Select(v => TaughtVideo.Of(v, Supervision.Video, new()))]));
        Assert.Equal("no point label", e.Found);
    }

    [Fact]
    public void Weights_are_written_and_read_and_find_the_same()
    {
        SpottingVideo video = SmallSpotting.Videos()[0];
        using var training = new LacpTraining(Small, Taught(SmallSpotting.Videos()));
        training.Run();
        training.Learnt.Weights.save(folder["lacp.dat"]);
        LearntSpotter read = Small.Untrained(6, 6);
        read.Weights.load(folder["lacp.dat"]);
        Assert.Equal(training.Learnt.Spotter.Curve(video), read.Spotter.Curve(video));
        Assert.Equal(training.Learnt.Spotter.Find(video), read.Spotter.Find(video));
    }

    [Fact]
    public void Narrowing_keeps_a_sixteenth_of_the_width() => Assert.Equal(128, ((ILearningMethod)new LacpMethod()).Narrowed(1 / 16.0).Width);

    private static IReadOnlyList<TaughtVideo> Taught(SpottingVideo[] videos) => [.. videos.Select(v => TaughtVideo.Of(v, Supervision.Point, new()))];

    private static double Overlap(SpottedInterval found, ExpressionInterval labelled) =>
        new SnippetRun(found.Onset, found.Offset).Overlap(new(labelled.Onset, labelled.Offset));
}
