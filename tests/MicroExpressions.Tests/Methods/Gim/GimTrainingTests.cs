using MicroExpressions.Methods;
using MicroExpressions.Methods.Gim;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Gim;

[Collection(DefaultGenerator.Name)]
public sealed class GimTrainingTests : IDisposable
{
    private static readonly ILearningMethod Small = new GimMethod { Width = 16, Dropout = 0.3 }
        .With(new() { Steps = 16, BatchSize = 2, LearningRate = 2e-3 });

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    [Fact]
    public void Clear_expressions_of_unseen_videos_are_found()
    {
        SpottingVideo[] videos = SmallSpotting.Videos(12);
        using MethodTraining training = Small.With(new() { Steps = 150, BatchSize = 4, LearningRate = 1e-2 }).Begin(videos[..9].Taught(Supervision.Point));
        training.Run();
        Assert.InRange(training.Learnt.Spotter.BestF1(videos[9..]), 0.6, 1);
        training.Learnt.Spotter.RisesWithin(videos[9..]);
    }

    [Fact]
    public void Apexes_are_sought_from_the_sixth_pass_on()
    {
        using var scope = NewDisposeScope();
        using MethodTraining training = Small.Begin(SmallSpotting.Videos().Taught(Supervision.Point));        // 4 videos, 2 a step
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
}
