using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.MesNet;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.MesNet;

[Collection(DefaultGenerator.Name)]
public sealed class MesNetTrainingTests : IDisposable
{
    private const int Side = 6;

    private static readonly MesNetMethod Small = new()
    {
        Channels = 4,
        Hidden = 16,
        Window = 48,
        TrainingStride = 12,
        TestStride = 24,
        Training = new() { Steps = 6, BatchSize = 2, LearningRate = 2e-3, CheckpointEvery = 3 },
    };

    private readonly TestFolder folder = new();
    private readonly int threads = get_num_threads();

    public MesNetTrainingTests() => set_num_threads(1);

    public void Dispose()
    {
        set_num_threads(threads);
        folder.Dispose();
    }

    [Fact]
    public void Clear_expressions_of_unseen_videos_are_found()
    {
        SpottingVideo[] videos = Videos(9);
        ILearningMethod method = Small with { Training = Small.Training with { Steps = 200, BatchSize = 4, LearningRate = 3e-3 } };
        using MethodTraining training = method.Begin(Taught(videos[..6]));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(10).Average() > 2 * losses.TakeLast(10).Average(), $"the loss should fall, from {losses.Take(10).Average()} to {losses.TakeLast(10).Average()}");
        var truth = videos[6..].SelectMany(v => v.Intervals).ToList();
        var detections = videos[6..].SelectMany(v => training.Learnt.Spotter.Find(v).Select(f => f.In(v.Subject, v.Name))).ToList();
        Assert.InRange(ThresholdSweep.Run(truth, detections, new ScoringOptions()).BestOnTestSet.Score.F1, 0.7, 1);
        Assert.All(videos[6..], v =>
        {
            IReadOnlyList<float> curve = training.Learnt.Spotter.Curve(v);
            Assert.Equal(v.Features.Snippets, curve.Count);
            double within = v.Intervals.Average(i => curve[(i.Onset + i.Offset) / 4]);
            Assert.True(within > 1.3 * curve.Average(), $"the curve is {within} within expressions and {curve.Average()} on the whole");
        });
    }

    [Fact]
    public void A_training_that_was_interrupted_ends_with_the_same_bits()
    {
        ILearningMethod method = Small;
        using MethodTraining whole = method.Begin(Taught(Videos(3)));
        IReadOnlyList<double> losses = whole.Run();
        using MethodTraining first = method.Begin(Taught(Videos(3)));
        using var stop = new CancellationTokenSource();
        string checkpoint = folder["fold.checkpoint"];
        Assert.Throws<OperationCanceledException>(() => first.Run(checkpoint, new StopAt(4, stop), stop.Token));
        using MethodTraining second = method.Begin(Taught(Videos(3)));
        Assert.Equal(losses, second.Run(checkpoint));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.True(value.equal(second.state_dict()[name]).all().item<bool>(), name);
        using MethodTraining other = method.With(method.Training with { Seed = 2 }).Begin(Taught(Videos(3)));
        Assert.NotEqual(losses, other.Run());
    }

    [Fact]
    public void Weights_that_were_kept_find_the_same_within_the_video_best_first()
    {
        using MethodTraining training = Small.Begin(Taught(Videos(3)));
        SpottingVideo video = Videos(3)[2] with { Intervals = [] };
        LearntSpotter read = Small.Untrained(Side * Side, 2 * Side * Side);
        using nn.Module weights = read.Weights;
        using (no_grad())
            foreach ((string name, Tensor value) in training.Learnt.Weights.state_dict())
                weights.state_dict()[name].copy_(value);
        IReadOnlyList<SpottedInterval> found = read.Spotter.Find(video);
        Assert.Equal(training.Learnt.Spotter.Find(video), found);
        Assert.NotEmpty(found);
        Assert.Equal(found.OrderByDescending(f => f.Score), found);
        Assert.All(found, f => Assert.True(f.Onset >= 1 && f.Onset <= f.Offset && f.Offset <= 2 * video.Features.Snippets, $"{f}"));
    }

    [Fact]
    public void A_video_of_other_features_is_refused()
    {
        LearntSpotter learnt = Small.Untrained(Side * Side, 2 * Side * Side);
        using nn.Module weights = learnt.Weights;
        SpottingVideo video = Videos(1)[0];
        SpottingVideo other = video with { Features = video.Features with { Flow = video.Features.Rgb } };
        Assert.Contains($"[N, W, {3 * Side * Side}]", Assert.Throws<InputException>(() => learnt.Spotter.Find(other)).Expected);
    }

    [Fact]
    public void Videos_without_onset_and_offset_cannot_teach_it()
    {
        TaughtVideo[] points = [.. Videos(2).Select(v => TaughtVideo.Of(v, Supervision.Point, new()))];
        Assert.Contains("onset and offset", Assert.Throws<InputException>(() => Small.Begin(points)).Remedy);
    }

    [Fact]
    public void Taught_micro_expressions_alone_it_learns_from_fewer_windows()
    {
        using var both = (MesNetTraining)Small.Begin(Taught(Videos(3)));
        using var micro = (MesNetTraining)(Small with { MicroOnly = true }).Begin(Taught(Videos(3)));
        Assert.InRange(micro.Windows.Count, 1, both.Windows.Count - 1);
        Assert.All(micro.Windows, w => Assert.All(w.Expressions, e => Assert.Equal(MicroExpressions.PseudoLabels.SnippetClass.Micro, e.Class)));
    }

    /// <summary>100 to 119 snippets of two frames: noise, a micro-expression of 6 snippets and a macro-expression of 20 that move the left half of the map.</summary>
    private static SpottingVideo[] Videos(int count) => [.. Enumerable.Range(0, count).Select(number =>
    {
        var random = new Random(300 + number);
        int length = random.Next(100, 120), micro = random.Next(5, 30), macro = random.Next(50, 75);
        (string subject, string name) = ($"s{number / 2}", $"v{number}");
        return new SpottingVideo(subject, name, 2 * length + 1, 30, 2, new(name, Maps(1), Maps(2)),
        [
            new(subject, name, ExpressionKind.Micro, 2 * micro + 1, null, 2 * (micro + 6), 30),
            new(subject, name, ExpressionKind.Macro, 2 * macro + 1, null, 2 * (macro + 20), 30),
        ]);

        SnippetMatrix Maps(int maps)
        {
            int dimension = maps * Side * Side;
            var values = new float[length * dimension];
            for (int i = 0; i < values.Length; i++)
            {
                int t = i / dimension;
                bool moves = i % Side < Side / 2 && (t >= micro && t < micro + 6 || t >= macro && t < macro + 20);
                values[i] = 0.3f * (float)random.NextDouble() + (moves ? 1 : 0);
            }
            return new(length, dimension, values);
        }
    })];

    private static TaughtVideo[] Taught(SpottingVideo[] videos) => [.. videos.Select(v => TaughtVideo.Of(v, Supervision.Full, new()))];
}
