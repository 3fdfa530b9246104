using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.CrrcNet;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Methods.Pwes;
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
    private const double FramesPerSecond = 30;      // the videos'

    private readonly TestFolder folder = new();
    private readonly OneThread one = new();

    public static TheoryData<string> Methods => [.. Ids];

    private static List<string> Ids { get; } = [.. SpottingMethods.All.OfType<ILearningMethod>().Select(m => m.Published.Id)];

    public void Dispose()
    {
        one.Dispose();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_training_that_was_interrupted_twice_ends_with_the_same_bits(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining whole = method.Begin(Taught(method));
        IReadOnlyList<double> losses = whole.Run();
        foreach (int step in new[] { 2, 5 })
        {
            using MethodTraining interrupted = method.Begin(Taught(method));
            using var stop = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => interrupted.Run(folder["fold.checkpoint"], new StopAt(step, stop), stop.Token));
        }
        using MethodTraining last = method.Begin(Taught(method));
        Assert.Equal(losses, last.Run(folder["fold.checkpoint"]));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.True(value.equal(last.state_dict()[name]).all().item<bool>(), name);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Another_seed_gives_other_losses(string id)
    {
        ILearningMethod method = Small(id);
        Assert.NotEqual(FirstLoss(method), FirstLoss(method.With(method.Training with { Seed = 2 })));

        static double FirstLoss(ILearningMethod method)
        {
            using MethodTraining training = method.With(method.Training with { Steps = 1 }).Begin(Taught(method));
            return training.Run()[0];
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Weights_that_were_kept_find_the_same(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining training = method.Begin(Taught(method));
        training.Run();
        training.Learnt.Weights.save(folder["weights.dat"]);
        LearntSpotter read = Untrained(method);
        using nn.Module weights = read.Weights;
        weights.load(folder["weights.dat"]);
        SpottingVideo video = Videos(method)[0];
        Assert.Equal(training.Learnt.Spotter.Curve(video), read.Spotter.Curve(video));
        Assert.Equal(training.Learnt.Spotter.Find(video), read.Spotter.Find(video));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Intervals_lie_within_the_video_best_first_and_each_snippet_has_its_place_on_the_curve(string id)
    {
        ILearningMethod method = Small(id);
        using MethodTraining training = method.Begin(Taught(method));
        foreach (SpottingVideo video in Videos(method))
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
        ILearningMethod method = Small(id), next = Small(Ids[(Ids.IndexOf(id) + 1) % Ids.Count]);
        using (MethodTraining other = next.With(next.Training with { Steps = 1 }).Begin(Taught(next)))
            other.Run(folder["fold.checkpoint"]);
        using MethodTraining training = method.Begin(Taught(method));
        Assert.Contains("a checkpoint of another configuration", Assert.Throws<InputException>(() => training.Run(folder["fold.checkpoint"])).Message);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_kind_that_no_training_video_has_is_named(string id)
    {
        ILearningMethod method = Small(id);
        foreach (ExpressionKind kind in Enum.GetValues<ExpressionKind>())
        {
            SpottingVideo[] without = [.. Videos(method).Select(v => v with { Intervals = [.. v.Intervals.Where(i => i.Kind != kind)] }).Where(v => v.Intervals.Count > 0)];
            Assert.Contains($"no {kind.ToString().ToLowerInvariant()}-expression", Assert.Throws<InputException>(() => method.Begin(without.Taught(method.Supervision, method.Points))).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Features_of_another_width_are_refused(string id)
    {
        ILearningMethod method = Small(id);
        LearntSpotter spotter = Untrained(method);
        using nn.Module weights = spotter.Weights;
        SpottingVideo video = Videos(method)[0], wider = video with { Features = video.Features with { Flow = Rows(video.Features.Flow, video.Features.Snippets, t => t, video.Features.Flow.Dimension + 1) } };
        spotter.Spotter.Find(video);
        Assert.Throws<InputException>(() => spotter.Spotter.Find(wider));
        Assert.Throws<InputException>(() => spotter.Spotter.Curve(wider));
    }

    /// <summary>The method, a 64th as wide. Eight steps pass through all its phases: after two of them SF-Net expands its labels, after three the others begin to search, after five GIM does.</summary>
    private static ILearningMethod Small(string id)
    {
        ILearningMethod method = SpottingMethods.Named(id) switch
        {
            PwesMethod pwes => pwes with
            {
                Model = pwes.Model with { RgbDimension = SmallSpotting.Dimension, FlowDimension = SmallSpotting.Dimension },      // the one that is told beforehand
                Scaling = true,
                PreTraining = 3,
            },
            LacpMethod lacp => lacp with { SearchEvery = 3 },
            CrrcNetMethod crrc => crrc with { Lacp = crrc.Lacp with { SearchEvery = 3 } },
            ILearningMethod published => published,
            _ => throw new ArgumentException(id),
        };
        return method.Narrowed(1 / 64.0).With(new() { Steps = 8, BatchSize = 7, LearningRate = 2e-3, WeightDecay = 1e-4, CheckpointEvery = 4 });
    }

    private static LearntSpotter Untrained(ILearningMethod method)
    {
        VideoFeatures features = Videos(method)[0].Features;
        return method.Untrained(features.Rgb.Dimension, features.Flow.Dimension);
    }

    private static TaughtVideo[] Taught(ILearningMethod method) => Videos(method).Taught(method.Supervision, method.Points);

    /// <summary>Six videos as the method is shown them: with features as wide and snippets as long as its own are, where it has some.</summary>
    private static SpottingVideo[] Videos(ILearningMethod method)
    {
        SpottingVideo[] videos = VideosOfOneKind.Of(6);
        return method.OwnFeatures(FramesPerSecond)?.Description is not { } own ? videos :
        [
            .. videos.Select(v => v with { SnippetLength = own.Stride, Features = v.Features with { Rgb = Own(v, v.Features.Rgb, FeatureFile.Rgb), Flow = Own(v, v.Features.Flow, FeatureFile.Flow) } }),
        ];

        SnippetMatrix Own(SpottingVideo v, SnippetMatrix all, string modality) =>
            Rows(all, own.SnippetsIn(v.Frames), t => Math.Min(all.Snippets - 1, t * own.Stride / v.SnippetLength), own.Dimensions[modality]);
    }

    /// <summary>So many rows of a matrix, each with its numbers over and over until it is so wide.</summary>
    private static SnippetMatrix Rows(SnippetMatrix of, int rows, Func<int, int> row, int dimension) =>
        new(rows, dimension, [.. from t in Enumerable.Range(0, rows) from d in Enumerable.Range(0, dimension) select of.Values[row(t) * of.Dimension + d % of.Dimension]]);
}
