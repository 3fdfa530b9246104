using System.Text.Json;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// A training step of the spotting network at the paper's size beside the same network in PyTorch: forward, backward, Adam with weight
/// decay on 34 million parameters. The loss is the mean of all outputs on both sides: it is the network that is compared.
/// </summary>
public static class SpottingBenchmark
{
    private const int Batch = 8, Time = 400, Dimension = 1024, Rounds = 3;
    private const string Alone = "spotting-alone";

    /// <summary>What a row calls the step.</summary>
    internal static string Title { get; } = $"spotter's training step, {Batch} × {Time} × 2 · {Dimension}";

    /// <summary>Snippets of the videos of a batch, all as long.</summary>
    internal static readonly int[] Equal = [.. Enumerable.Repeat(Time, Batch)];

    /// <summary>As many snippets in all as in a batch of equal videos, but the longest has twice the mean.</summary>
    private static readonly int[] Various = [800, 640, 500, 400, 340, 240, 160, 120];

    /// <summary>Measures time and memory beside PyTorch's, what different lengths cost, and two processes beside one.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        int threads = get_num_threads();
        using var peer = PythonPeer.Start("spotting_peer.py", threads);
        JsonElement? started = peer?.Ask($"threads {threads}");
        string name = started?.GetProperty("peer").GetString() ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}");

        List<double> ours = [], theirs = [], various = [];
        using (var training = new Training(Equal))
        {
            training.Step();
            if (started is not null)
                peer!.Ask("step");      // both have touched their memory once
            for (int round = 0; round < Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                ours.Add(Timing.Milliseconds(training.Step));
                if (started is not null && peer!.Ask("step") is JsonElement answer)
                    theirs.Add(answer.GetProperty("ms").GetDouble());
            }
        }
        double? theirMemory = started is null ? null : peer!.Ask("peak")?.GetProperty("mb").GetDouble();
        double memory;
        using (var alone = BenchmarkProcess.Start(Alone, threads))
            memory = alone.Ours()[1];
        List<double> equal = [];
        using (Training same = new(Equal), different = new(Various))
        {
            same.Step();
            different.Step();
            for (int round = 0; round < Rounds; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                equal.Add(Timing.Milliseconds(same.Step));
                various.Add(Timing.Milliseconds(different.Step));
            }
        }
        string padded = $"padded they would be {(double)Various.Max() * Batch / Various.Sum():0.0} times as many";
        return
        [
            Row(Title, ours, name, theirs, threads, 0.8),
            new("its peak memory", "MB", memory, 0, name, theirMemory, 0, threads, 1),
            new("its peak memory", "MB", memory, 0, "the limit of 1.5 GB", 1500, 0, threads, 1),
            Row($"the same snippets in videos of {Various.Min()} to {Various.Max()}: {padded}", various, $"ours, all of {Time}", equal, threads, 1.1),
            Row("a fold's step, of two processes with one thread each", SideBySide(2, 1), "ours, one process with two", SideBySide(1, 2), 2, 1 / 1.15),
        ];
    }

    /// <summary>The step and its memory by themselves, on as many threads as <c>OMP_NUM_THREADS</c> says.</summary>
    public static IReadOnlyList<BenchmarkRow> RunAlone(CancellationToken cancellation)
    {
        using var training = new Training(Equal);
        training.Step();
        List<double> times = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            times.Add(Timing.Milliseconds(training.Step));
        }
        int threads = get_num_threads();
        return [Row("spotter's training step", times, "none", [], threads, null), new("its peak memory", "MB", PeakMemory.Megabytes(), 0, "none", null, null, threads, null)];
    }

    private static BenchmarkRow Row(string name, IReadOnlyList<double> ours, string peer, IReadOnlyList<double> theirs, int threads, double? target)
    {
        Timing mine = Timing.Of(ours);
        Timing? other = theirs.Count > 0 ? Timing.Of(theirs) : null;
        return new(name, "ms", mine.Median, mine.Spread, peer, other?.Median, other?.Spread, threads, target);
    }

    /// <summary>Milliseconds in which processes that run at once get one step done, each process's figure.</summary>
    private static double[] SideBySide(int processes, int threads)
    {
        var running = Enumerable.Range(0, processes).Select(_ => BenchmarkProcess.Start(Alone, threads)).ToList();
        return [.. running.Select(process =>
        {
            using (process)
                return process.Ours()[0] / processes;
        })];
    }

    /// <summary>The network and a batch for it.</summary>
    internal sealed class Training : IDisposable
    {
        private readonly DisposeScope scope = NewDisposeScope();
        private readonly ExpressionSpotter spotter;
        private readonly optim.Optimizer adam;
        private readonly SpotterInput input;

        /// <param name="lengths">snippets of the videos</param>
        /// <param name="device">where to train; null for the CPU</param>
        public Training(int[] lengths, Device? device = null)
        {
            device ??= CPU;
            spotter = new(new SpotterSettings());
            if (device.type != DeviceType.CPU)
                spotter.to(device);
            adam = optim.Adam(spotter.parameters(), 5e-4, weight_decay: 5e-4);
            Tensor mask = SpotterInput.MaskOf(lengths, lengths.Max()).to(device);
            input = new(Features(), Features(), mask, lengths);

            Tensor Features() => rand([lengths.Length, lengths.Max(), Dimension], device: device) * mask.unsqueeze(2);
        }

        /// <summary>The next step.</summary>
        public void Step()
        {
            using var step = NewDisposeScope();
            spotter.zero_grad();
            Tensor loss;
            using (NewDisposeScope())   // as Trainer does
            {
                SpotterOutput output = spotter.call(input);
                loss = (output.RgbAttention.mean() + output.FlowAttention.mean() + output.Features.mean() + output.ActivationMap.mean()).MoveToOuterDisposeScope();
            }
            loss.backward();
            adam.step();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            adam.Dispose();
            spotter.Dispose();
            scope.Dispose();
        }
    }
}
