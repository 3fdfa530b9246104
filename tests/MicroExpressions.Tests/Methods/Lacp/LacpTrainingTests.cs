using MicroExpressions.Methods;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
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
        Training = new() { Steps = 8, BatchSize = 2, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    [Fact]
    public void It_finds_the_expressions_of_the_videos_that_taught_it()
    {
        LacpMethod method = Small with { SearchEvery = 10, Training = Small.Training with { Steps = 150, LearningRate = 5e-3, BatchSize = 4 } };
        SpottingVideo[] videos = SmallSpotting.Videos();
        using var training = new LacpTraining(method, videos.Taught(Supervision.Point));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.TakeLast(10).Average() < losses.Skip(20).Take(10).Average());
        training.Learnt.Spotter.FindsEach(videos);
    }

    [Fact]
    public void Sequences_are_searched_before_the_first_step_that_they_teach_and_hold_the_points()
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<TaughtVideo> videos = SmallSpotting.Videos().Taught(Supervision.Point);
        using var training = new LacpTraining(Small, videos);
        Assert.Equal(["L_vid", "L_point", "L_bg"], Names(2));
        Assert.Equal(["L_vid", "L_point", "L_bg", "L_score", "L_feat"], Names(3));
        Assert.All(videos.Index(), video => Assert.All(video.Item.Points, p => Assert.True(training.Sequences.Of(video.Index, p.Class)[p.Snippet])));
        Assert.All(videos.Index(), video => Assert.Contains(false, training.Sequences.Of(video.Index, SnippetClass.Micro)));

        IEnumerable<string> Names(int step) => training.Step(new(step, [0, 1], new Random(1))).Terms.Select(t => t.Name);
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
    public void A_video_without_a_point_is_refused() => Assert.Equal(
        "no point label", Assert.Throws<InputException>(() => new LacpTraining(Small, SmallSpotting.Videos().Taught(Supervision.Video))).Found);

    [Fact]
    public void Narrowing_keeps_a_sixteenth_of_the_width() => Assert.Equal(128, ((ILearningMethod)new LacpMethod()).Narrowed(1 / 16.0).Width);
}
