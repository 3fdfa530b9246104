using System.Diagnostics;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// How long one row of a table takes on CAS(ME)² at compact width with the paper's steps, two folds at a time on one thread each: told from
/// as many steps as see every training video once, with the lengths and labels of the lab's list where the data root has it. The features
/// are noise: what they say costs nothing.
/// </summary>
public static class SpottingRowBenchmark
{
    private const string Alone = "spotting-fold";
    private const int Processes = 2, PreTrainingSteps = 8, WarmUp = 4, Videos = 98, Subjects = 22, Dimension = 1024, SnippetLength = 8, Shortest = 106, Longest = 546;
    private const double FramesPerSecond = 30, LimitHours = 1.25, MillisecondsPerHour = 3_600_000;

    /// <summary>Two processes at once, as <c>--jobs 2</c> has them.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        var running = Enumerable.Range(0, Processes).Select(_ => BenchmarkProcess.Start(Alone, threads: 1)).ToList();
        try
        {
            var folds = running.Select(process => process.Ours()).ToList();
            double Mean(int row) => folds.Average(f => f[row]);
            PwesMethod method = SpottingScale.Compact.Base;
            int full = method.Training.Steps - method.PreTraining;
            double fold = method.PreTraining * Mean(0) + full * Mean(1) + new SpottingExperiment("", method).EvaluatedSteps.Count * Mean(2);
            string lengths = Lengths(Listed());
            return
            [
                new($"a row of CAS(ME)², compact: {Subjects} folds × {method.Training.Steps} steps, {lengths}", "h", Subjects * fold / Processes / MillisecondsPerHour, 0,
                    $"the limit set, {LimitHours} h", LimitHours, 0, 1, 1),
                new("a step of its pre-training", "ms", Mean(0), 0, "a step of the full method", Mean(1), 0, 1, null),
                new("processor time of a step of the full method, which other programs hardly lengthen", "ms", Mean(3), 0, "the same by the clock", Mean(1), 0, 1, null),
            ];
        }
        finally
        {
            running.ForEach(process => process.Dispose());
        }
    }

    /// <summary>One fold's steps: of the pre-training, of the full method, a look at the held-out videos, processor time.</summary>
    public static IReadOnlyList<BenchmarkRow> RunAlone(CancellationToken cancellation)
    {
        IReadOnlyList<SpottingVideo> videos = Listed() is { Count: > 0 } listed ? listed : Invented();
        PwesMethod compact = SpottingScale.Compact.MethodFor(SpottingDataSet.Of(CasmeSquared.Id, "", videos, [.. videos.Select(v => v.Name)]));
        string left = videos[0].Subject;
        SpottingVideo[] taught = [.. videos.Where(v => v.Subject != left)], tested = [.. videos.Where(v => v.Subject == left)];
        int once = (taught.Length + compact.Training.BatchSize - 1) / compact.Training.BatchSize;
        using var training = new PwesTraining(
            compact with { PreTraining = PreTrainingSteps, Training = compact.Training with { Steps = PreTrainingSteps + WarmUp + once } }, taught);
        var steps = new Clock();
        training.Run(null, steps, cancellation);
        double look = Timing.Milliseconds(() => _ = SnippetCurves.Of(training.Spotter, tested).Sum(c => c.Detect(compact.Search).Count()));
        // the first steps of either kind touch memory for the first time and are compiled
        return
        [
            Row("a step of the pre-training", steps.Times[WarmUp..PreTrainingSteps]), Row("a step of the full method", steps.Times[(PreTrainingSteps + WarmUp)..]),
            Row("the held-out videos", [look]),
            Row("a step of the full method, processor time", steps.Processor[(PreTrainingSteps + WarmUp)..]),
        ];

        static BenchmarkRow Row(string name, IReadOnlyList<double> times) => new(name, "ms", times.Average(), Timing.Of(times).Spread, "none", null, null, get_num_threads(), null);
    }

    /// <summary>The videos of the lab's list; none where no data root has it.</summary>
    private static IReadOnlyList<SpottingVideo> Listed()
    {
        try
        {
            if (DataRoot.Resolve(null) is not DataRoot root)
                return [];
            IntervalList list = CasmeSquared.LoadLabList(root);
            var labels = list.Intervals.ToLookup(i => new VideoName(i.Subject, i.Video));
            return [.. list.Frames.Select(video => Video(video.Key.Subject, video.Key.Video, video.Value, [.. labels[video.Key]]))];
        }
        catch (InputException e)
        {
            Console.Error.WriteLine($"spotting-row: {e.Message} Until then: invented videos, whose mean and spread are the set's.");
            return [];
        }
    }

    /// <summary>As many videos of as many people, of the set's mean length (326 snippets), three macro-expressions in each and a micro-expression in every other.</summary>
    private static IReadOnlyList<SpottingVideo> Invented() =>
    [
        .. Enumerable.Range(0, Videos).Select(v =>
        {
            (string subject, string name) = ($"s{v % Subjects:00}", $"video {v}");
            int frames = (Shortest + v * (Longest - Shortest) / (Videos - 1)) * SnippetLength + 1;
            return Video(subject, name, frames,
            [
                .. Enumerable.Range(0, 3 + v % 2).Select(i => new ExpressionInterval(
                    subject, name, i < 3 ? ExpressionKind.Macro : ExpressionKind.Micro, 50 + i * frames / 5, null, 62 + i * frames / 5, FramesPerSecond)),
            ]);
        }),
    ];

    private static SpottingVideo Video(string subject, string name, int frames, IReadOnlyList<ExpressionInterval> intervals)
    {
        var random = new Random(frames);
        return new(subject, name, frames, FramesPerSecond, SnippetLength, new(name, Noise(), Noise()), intervals);

        SnippetMatrix Noise()
        {
            int snippets = (frames - 1) / SnippetLength;
            return new(snippets, Dimension, [.. Enumerable.Range(0, snippets * Dimension).Select(_ => (float)random.NextDouble())]);
        }
    }

    private static string Lengths(IReadOnlyList<SpottingVideo> listed) =>
        listed.Count > 0 ? $"the lengths of its {listed.Count} labelled videos" : $"{Videos} invented videos of its mean length";

    /// <summary>What each step took: by the clock, and of processors, which other programs do not lengthen.</summary>
    private sealed class Clock : IProgress<TrainingProgress>
    {
        private readonly List<(double Clock, double Processor)> taken = [];
        private long last = Stopwatch.GetTimestamp();
        private TimeSpan used = Environment.CpuUsage.TotalTime;

        public double[] Times => [.. taken.Select(t => t.Clock)];

        public double[] Processor => [.. taken.Select(t => t.Processor)];

        public void Report(TrainingProgress value)
        {
            (long now, TimeSpan total) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            taken.Add((Stopwatch.GetElapsedTime(last, now).TotalMilliseconds, (total - used).TotalMilliseconds));
            (last, used) = (now, total);
        }
    }
}
