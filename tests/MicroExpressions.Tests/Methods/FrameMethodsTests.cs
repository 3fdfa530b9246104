using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Mtsn;
using MicroExpressions.Methods.ReferenceFrames3d;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>What MTSN and the 3D-CNN have in common: rows of single frames, features of their own.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class FrameMethodsTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly OneThread one = new();

    public void Dispose()
    {
        one.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("mtsn")]
    [InlineData("3d-cnn")]
    public void It_finds_the_expressions_of_the_videos_that_taught_it(string id)
    {
        ILearningMethod method = Small(id).With(new() { Steps = 300, BatchSize = 32, LearningRate = 3e-3 });
        SpottingVideo[] videos = Videos(id);
        using MethodTraining training = method.Begin(FrameVideos.Taught(videos));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.TakeLast(10).Average() < 0.5 * losses.Take(10).Average(), $"from {losses.Take(10).Average()} to {losses.TakeLast(10).Average()}");
        Assert.All(videos, video =>
        {
            IReadOnlyList<SpottedInterval> found = training.Learnt.Spotter.Find(video);
            Assert.All(video.Intervals, i => Assert.Contains(found, f => new SnippetRun(f.Onset, f.Offset).Overlap(new(i.Onset, i.Offset)) >= 0.5));
            Assert.Equal(found.OrderByDescending(f => f.Score), found);
            Assert.All(found, f => Assert.InRange(f.Onset, 1, f.Offset));
            Assert.Equal(video.Features.Snippets, training.Learnt.Spotter.Curve(video).Count);
        });
    }

    [Theory]
    [InlineData("mtsn")]
    [InlineData("3d-cnn")]
    public void A_training_that_was_interrupted_ends_with_the_same_bits(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining whole = method.Begin(FrameVideos.Taught(Videos(id)));
        IReadOnlyList<double> losses = whole.Run();
        using MethodTraining first = method.Begin(FrameVideos.Taught(Videos(id)));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => first.Run(folder["a.checkpoint"], new StopAt(5, stop), stop.Token));
        using MethodTraining second = method.Begin(FrameVideos.Taught(Videos(id)));
        Assert.Equal(losses, second.Run(folder["a.checkpoint"]));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.True(value.equal(second.state_dict()[name]).all().item<bool>(), name);
        using MethodTraining other = method.With(method.Training with { Seed = 2 }).Begin(FrameVideos.Taught(Videos(id)));
        Assert.NotEqual(losses, other.Run());
    }

    [Theory]
    [InlineData("mtsn")]
    [InlineData("3d-cnn")]
    public void Weights_that_were_kept_find_the_same(string id)
    {
        SpottingVideo video = Videos(id)[0];
        using MethodTraining training = Small(id).Begin(FrameVideos.Taught(Videos(id)));
        training.Run();
        training.Learnt.Weights.save(folder["weights.dat"]);
        LearntSpotter read = Small(id).Untrained(video.Features.Rgb.Dimension, video.Features.Flow.Dimension);
        using nn.Module weights = read.Weights;
        weights.load(folder["weights.dat"]);
        Assert.Equal(training.Learnt.Spotter.Curve(video), read.Spotter.Curve(video));
        Assert.Equal(training.Learnt.Spotter.Find(video), read.Spotter.Find(video));
    }

    [Theory]
    [InlineData("mtsn")]
    [InlineData("3d-cnn")]
    public void Other_features_than_its_own_and_videos_without_intervals_are_refused(string id)
    {
        string extractor = ((ILearningMethod)SpottingMethods.Named(id)).OwnFeatures(30)!.Description.ShortName;
        InputException wide = Assert.Throws<InputException>(() => Small(id).Untrained(6, 6));
        Assert.Contains("6", wide.Found, StringComparison.Ordinal);
        Assert.Contains($"--extractor {extractor}", wide.Remedy, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Small(id).Begin([.. SmallSpotting.Videos().Select(v => TaughtVideo.Of(v, Supervision.Full, new()))]));
        InputException untold = Assert.Throws<InputException>(() => Small(id).Begin([.. Videos(id).Select(v => TaughtVideo.Of(v, Supervision.Point, new()))]));
        Assert.Equal("no row of features within an expression", untold.Found);
    }

    [Theory]
    [InlineData("mtsn", 30, 2)]
    [InlineData("3d-cnn", 200, 13)]
    public void Its_features_have_fifteen_rows_a_second_and_stay_below_400_MB_for_the_corpus(string id, double rate, int length)
    {
        ExtractorDescription made = ((ILearningMethod)SpottingMethods.Named(id)).OwnFeatures(rate)!.Description;
        Assert.Equal((length, length), (made.SnippetLength, made.Stride));
        Assert.InRange(30 * 40 * FrameRows.ASecond * made.Dimensions.Values.Sum() * sizeof(float), 0, 400e6);     // thirty videos of 40 seconds at most
    }

    [Fact]
    public void As_many_frames_outside_expressions_teach_as_within_and_the_seed_decides_which()
    {
        TraversedRows(1, out var first);
        TraversedRows(1, out var again);
        TraversedRows(2, out var other);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(2 * 2 * (7 + 28), first.Length);       // of two videos: as many again
        Assert.Equal(2 * (7 + 28), first.Count(r => Inside(r)));

        static void TraversedRows(long seed, out (int Video, int Row)[] rows) => rows = [.. FrameRows.Balanced(FrameVideos.Taught(FrameVideos.Of(4, 4)), seed)];

        static bool Inside((int Video, int Row) r) => FrameVideos.Of(4, 4)[r.Video].Intervals.Any(i => i.Onset <= 2 * r.Row + 2 && 2 * r.Row + 2 <= i.Offset);
    }

    private static ILearningMethod Small(string id) => id == "mtsn"
        ? new MtsnMethod { Maps = new() { Side = 12, FrameSize = 36 }, Hidden = 16, Training = Brief }
        : new ReferenceFrameMethod { Faces = new() { Side = 16 }, Convolutions = new(4, 6, 8), Training = Brief };

    private static TrainingSettings Brief => new() { Steps = 12, BatchSize = 8, LearningRate = 2e-3, CheckpointEvery = 4 };

    private static SpottingVideo[] Videos(string id) => id == "mtsn" ? FrameVideos.Of(3 * 12 * 12, 3 * 12 * 12) : FrameVideos.Of(16 * 16, 1);
}
