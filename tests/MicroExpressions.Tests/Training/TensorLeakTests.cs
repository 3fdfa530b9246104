using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Experiments.Intensity;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Training;

/// <summary>No step leaves tensors to the garbage collector, which does not know how large they are.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class TensorLeakTests : IClassFixture<SmallInputs>, IDisposable
{
    /// <summary>The steps after which all that a training keeps is there: gradients, Adam's moments, the memory bank.</summary>
    private const int Settled = 4;

    private readonly SmallInputs small;
    private readonly OneThread oneThread = new();

    public TensorLeakTests(SmallInputs small)
    {
        this.small = small;
        GC.Collect();
        GC.WaitForPendingFinalizers();      // of tests before
    }

    public void Dispose() => oneThread.Dispose();

    [Theory]
    [InlineData("GRU")]
    [InlineData("frame-wise")]
    [InlineData("encoder trained with the rest")]
    public void A_step_of_an_intensity_model_leaves_as_many_tensors_as_the_one_before(string what)
    {
        IntensityExperiment experiment = what switch
        {
            "GRU" => SmallInputs.Start,
            "frame-wise" => SmallInputs.Start with { Temporal = false },
            _ => SmallInputs.Start with { Encoder = new(), Split = IntensitySplit.BySubject, Folds = 2, Training = SmallInputs.Start.Training with { BatchSize = 1 } },
        };
        var counts = new List<(int Fold, long Tensors)>();
        new IntensityRun(small.Inputs, small.Place(what)).Run(experiment, new Each<IntensityProgress>(p =>
        {
            if (p.Training.Step > Settled)
                counts.Add((p.Fold, Tensor.TotalCount));
        }));
        Assert.True(counts.Count >= 4);
        foreach (IGrouping<int, long> fold in counts.GroupBy(c => c.Fold, c => c.Tensors))
            Assert.Single(fold.Distinct());
    }

    [Theory]
    [InlineData("MPLG")]
    [InlineData("PPLM")]
    [InlineData("points alone, no contrast")]
    public void A_step_of_a_spotter_leaves_as_many_tensors_as_the_one_before(string what)
    {
        PwesMethod method = SmallSpotting.Method with
        {
            PreTraining = 1,
            PseudoLabels = what switch { "MPLG" => new MultiRefined(), "PPLM" => new ProbabilisticMining(), _ => null },
            Loss = SmallSpotting.Method.Loss with { Contrastive = what.StartsWith("points", StringComparison.Ordinal) ? 0 : 0.1 },
        };
        long before = Tensor.TotalCount;
        int parameters;
        var counts = new List<long>();
        using (var training = new PwesTraining(method, SmallSpotting.Videos()))
        {
            parameters = training.parameters().Count();
            training.Run(progress: new Each<TrainingProgress>(p =>
            {
                if (p.Step > Settled)
                    counts.Add(Tensor.TotalCount);
            }));
        }
        Assert.Equal(SmallSpotting.Method.Training.Steps - Settled, counts.Count);
        Assert.Single(counts.Distinct());
        Assert.Equal(before + parameters, Tensor.TotalCount);   // TorchSharp 0.107 never counts down the tensor that became a parameter
    }

    [Fact]
    public void Curves_of_new_videos_leave_nothing()
    {
        SpottingVideo[] videos = SmallSpotting.Videos();
        using var training = new PwesTraining(SmallSpotting.Method, videos);
        long before = Tensor.TotalCount;
        Assert.Equal(videos.Length, SnippetCurves.Of(training.Spotter, videos).Count);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Trainings_with_checkpoints_one_after_the_other_leave_no_thread_no_handle_and_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "threads and handles are looked up in /proc/self");
        string folder = Directory.CreateTempSubdirectory("mex-leak-").FullName;
        SpottingVideo[] videos = SmallSpotting.Videos();
        (int Threads, int Handles)[] after = [.. Enumerable.Range(1, 12).Select(seed =>
        {
            using (var training = new PwesTraining(SmallSpotting.Method with { Training = SmallSpotting.Method.Training with { Seed = seed } }, videos))
                training.Run(Path.Combine(folder, $"{seed}.checkpoint"));
            return (Directory.GetDirectories("/proc/self/task").Length, Directory.GetFiles("/proc/self/fd").Length);
        })];
        Assert.Equal(Enumerable.Range(1, 12).Select(seed => $"{seed}.checkpoint").Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);
        // the runtime's own come and go: what is left behind would be one a training, at least
        Assert.True(after[^1].Threads < after[1].Threads + 5 && after[^1].Handles < after[1].Handles + 5, string.Join(" ", after));
    }

    private sealed class Each<T>(Action<T> tell) : IProgress<T>
    {
        public void Report(T value) => tell(value);
    }
}
