using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Losses;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// What stands around the network in a training step of the full method at the paper's size, beside the step itself: padding and masks,
/// MPLG's seven steps, regions with memory bank and contrast. And what it costs that labels are made from the network without dropout.
/// </summary>
public static class PseudoLabelBenchmark
{
    private const int Batch = 8, Time = 400, SnippetLength = 8, Training = 90, Rounds = 5;
    private const double FramesPerSecond = 30, LargestShare = 0.05;

    /// <summary>Measures parts and whole steps in turn.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        List<double> padding = [], labelling = [], contrast = [], all = [], whole = [], withoutSecondPass = [];
        var method = new PwesMethod();
        SpottingVideo[] videos = Videos(method.Model.RgbDimension);
        using (var parts = new Parts(method, videos))
        using (var full = new Steps(method, videos))
        using (var once = new Steps(method with { LabelsWithoutDropout = false }, videos))
        {
            for (int round = -1; round < Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                double[] times = [Timing.Milliseconds(parts.Pad), Timing.Milliseconds(parts.Label), Timing.Milliseconds(parts.Contrast), Timing.Milliseconds(full.Next), Timing.Milliseconds(once.Next)];
                if (round < 0)
                    continue;       // memory is touched for the first time
                padding.Add(times[0]);
                labelling.Add(times[1]);
                contrast.Add(times[2]);
                all.Add(times[0] + times[1] + times[2]);
                whole.Add(times[3]);
                withoutSecondPass.Add(times[4]);
            }
        }
        string size = $"{Batch} × {Time}", step = "the whole step, network and Adam";
        return
        [
            Row($"padding, masks, pseudo labels, regions, memory bank, {size}", all, step, whole, LargestShare),
            Row("of it padding and masks", padding, step, whole, null),
            Row("of it MPLG's seven steps", labelling, step, whole, null),
            Row($"of it regions, bank of {Training} videos and contrast, with gradient", contrast, step, whole, null),
            Row("the step with labels from a second pass without dropout", whole, "labels from the same pass", withoutSecondPass, null),
        ];
    }

    private static BenchmarkRow Row(string name, IEnumerable<double> ours, string peer, IEnumerable<double> theirs, double? target)
    {
        Timing mine = Timing.Of(ours), other = Timing.Of(theirs);
        return new(name, "ms", mine.Median, mine.Spread, peer, other.Median, other.Spread, get_num_threads(), target);
    }

    /// <summary>As many training videos as a fold of CAS(ME)² has, each with two macro- and a micro-expression; the features repeat after a batch.</summary>
    private static SpottingVideo[] Videos(int dimension)
    {
        var random = new Random(1);
        VideoFeatures[] features =
        [
            .. Enumerable.Range(0, Batch).Select(i => new VideoFeatures($"video {i}", Matrix(), Matrix())),
        ];
        return
        [
            .. Enumerable.Range(0, Training).Select(i => new SpottingVideo("s01", $"video {i}", Time * SnippetLength + 1, FramesPerSecond, SnippetLength, features[i % Batch],
            [
                Labelled(i, ExpressionKind.Macro, 100 + i, 60), Labelled(i, ExpressionKind.Micro, 900 + i, 12), Labelled(i, ExpressionKind.Macro, 2000 + i, 40),
            ])),
        ];

        SnippetMatrix Matrix() => new(Time, dimension, [.. Enumerable.Range(0, Time * dimension).Select(_ => (float)random.NextDouble())]);

        static ExpressionInterval Labelled(int video, ExpressionKind kind, int onset, int frames) =>
            new("s01", $"video {video}", kind, onset, null, onset + frames, FramesPerSecond);
    }

    /// <summary>What stands around the network, with what the network says about a batch.</summary>
    private sealed class Parts : IDisposable
    {
        private readonly DisposeScope scope = NewDisposeScope();
        private readonly PwesMethod method;
        private readonly VideoFeatures[] features;
        private readonly IReadOnlyList<SnippetPoint>[] points;
        private readonly SpotterOutput output;
        private readonly MemoryBank bank;
        private IReadOnlyList<Tensor> labels = [];

        public Parts(PwesMethod method, IReadOnlyList<SpottingVideo> videos)
        {
            this.method = method;
            features = [.. videos.Take(Batch).Select(v => v.Features)];
            points = [.. videos.Take(Batch).Select(v => v.Points(method.Points))];
            bank = new MemoryBank(videos.Count, method.Regions, method.Model.FusedWidth);
            using ExpressionSpotter spotter = new(method.Model);
            using IDisposable untracked = no_grad();
            spotter.eval();
            output = spotter.call(SpotterInput.Pad(features));
        }

        public void Pad()
        {
            using var step = NewDisposeScope();
            _ = new JoinedVideos(SpotterInput.Pad(features));
        }

        public void Label()
        {
            using var step = NewDisposeScope();
            foreach (Tensor old in labels)
                old.Dispose();
            labels =
            [
                .. Enumerable.Range(0, Batch).Select(b =>
                {
                    SpotterOutput one = output.Of(b, Time);
                    return SnippetLoss.Labels(points[b], method.PseudoLabels!.Generate(new(one.Features, one.Attention, one.ActivationMap, points[b])));
                }),
            ];
            _ = stack([.. labels], 0);
            foreach (Tensor made in labels)
                made.DetachFromDisposeScope();
        }

        public void Contrast()
        {
            using var step = NewDisposeScope();
            Tensor x = output.Features.detach().requires_grad_();
            (Tensor vectors, IReadOnlyList<IReadOnlyList<SnippetClass?>> classes) = method.Regions.Sample(x, labels);
            Tensor loss = ContrastiveLoss.Of(new(vectors.flatten(0, 1), [.. classes.SelectMany(c => c)]), bank.All(), method.Loss.Temperature);
            for (int b = 0; b < Batch; b++)
                bank.Write(b, vectors.select(0, b), classes[b]);
            if (loss.requires_grad)
                loss.backward();
        }

        public void Dispose()
        {
            foreach (Tensor old in labels)
                old.Dispose();
            bank.Dispose();
            scope.Dispose();
        }
    }

    /// <summary>Whole steps past the pre-training, as <see cref="Trainer"/> does them.</summary>
    private sealed class Steps(PwesMethod method, IReadOnlyList<SpottingVideo> videos) : IDisposable
    {
        private readonly PwesTraining training = new(method, videos);
        private optim.Optimizer? adam;
        private int number = method.PreTraining;

        public void Next()
        {
            adam ??= optim.Adam(training.parameters(), method.Training.LearningRate, weight_decay: method.Training.WeightDecay);
            training.train();
            using var step = NewDisposeScope();
            training.zero_grad();
            LossTerms terms;
            using (NewDisposeScope())
                terms = training.Step(new(number++, [.. Enumerable.Range(0, Batch)], new Random(number))).MoveToOuterDisposeScope();
            terms.Sum().backward();
            adam.step();
        }

        public void Dispose()
        {
            adam?.Dispose();
            training.Dispose();
        }
    }
}
