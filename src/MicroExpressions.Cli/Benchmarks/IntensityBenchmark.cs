using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>A training step of the intensity paper's model, encoder included, beside PyTorch from Python: its time and its memory.</summary>
public static class IntensityBenchmark
{
    private const int Clips = 8, Length = 16, Rounds = 5;

    /// <summary>Pixels of a picture's side: what is customary, and the paper's.</summary>
    internal const int Size = 112, Large = 224;

    /// <summary>What a row calls the step.</summary>
    internal static string Title { get; } = $"training step, ResNet18 + BiGRU, {Clips} clips of {Length} frames of {Size}²";

    private const string LargeRow = "the same at 224², the paper's size", MemoryRow = "its peak memory";

    /// <summary>The largest ratio to PyTorch's time that we accept, and to its memory.</summary>
    private const double Target = 0.8, MemoryTarget = 1;

    /// <summary>Measures the step, ours and PyTorch's in turns, each from its own random weights; then time and memory of one of twice the size.</summary>
    /// <exception cref="InvalidOperationException">one of the losses is not near what such weights give</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        int threads = get_num_threads();
        return [.. Time(threads, cancellation), .. LargeStep(threads, cancellation)];
    }

    private static List<BenchmarkRow> Time(int threads, CancellationToken cancellation)
    {
        using var peer = PythonPeer.Start("intensity_peer.py", threads);
        string name = Started(peer, threads);
        using var training = new Training(Size);
        training.Step();
        bool present = Ask(peer, Command(Size)) is not null;     // both have touched their memory once
        List<double> ours = [], theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            ours.Add(Timing.Milliseconds(training.Step));
            if (present && Ask(peer, Command(Size)) is JsonElement answer)
                theirs.Add(Checked(answer.GetProperty("ms").GetDouble(), answer.GetProperty("loss").GetDouble()));
        }
        Timing? other = theirs.Count > 0 ? Timing.Of(theirs) : null;
        var mine = Timing.Of(ours);
        return [new(Title, "ms", mine.Median, mine.Spread, name, other?.Median, other?.Spread, threads, Target)];
    }

    /// <summary>Two steps each, so that the optimiser's state is there too, in processes that have done nothing else.</summary>
    private static BenchmarkRow[] LargeStep(int threads, CancellationToken cancellation)
    {
        using var alone = BenchmarkProcess.Start("intensity-large", threads);
        IReadOnlyList<double> ours = alone.Ours();
        using var peer = PythonPeer.Start("intensity_peer.py", threads);
        string name = Started(peer, threads);
        double? time = null;
        for (int step = 0; step < 2; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            time = Ask(peer, Command(Large))?.GetProperty("ms").GetDouble();
        }
        double? memory = Ask(peer, "peak")?.GetProperty("mb").GetDouble();
        return [new(LargeRow, "ms", ours[0], 0, name, time, 0, threads, Target), new(MemoryRow, "MB", ours[1], 0, name, memory, 0, threads, MemoryTarget)];
    }

    /// <summary>Time and memory of the large step alone.</summary>
    public static IReadOnlyList<BenchmarkRow> RunAlone(CancellationToken cancellation)
    {
        int threads = get_num_threads();
        using var training = new Training(Large);
        training.Step();
        cancellation.ThrowIfCancellationRequested();
        double time = Timing.Milliseconds(training.Step);
        return [new(LargeRow, "ms", time, 0, "none", null, null, threads, null), new(MemoryRow, "MB", PeakMemory.Megabytes(), 0, "none", null, null, threads, null)];
    }

    private static string Command(int size) => $"step {size} {Clips} {Length}";

    private static JsonElement? Ask(PythonPeer? peer, string command) => peer?.Ask(command);

    private static string Started(PythonPeer? peer, int threads) => Ask(peer, $"threads {threads}")?.GetProperty("peer").GetString()
        ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}");

    private static double Checked(double ms, double loss) => loss is > 0 and < 10 ? ms
        : throw new InvalidOperationException($"a loss of {loss} where the labels lie between 0 and 1");

    /// <summary>The model and a batch for it.</summary>
    internal sealed class Training : IDisposable
    {
        private readonly DisposeScope scope = NewDisposeScope();
        private readonly IntensityRegressor model;
        private readonly optim.Optimizer adam;
        private readonly Tensor x, y;

        /// <param name="size">of a picture, in pixels</param>
        /// <param name="device">where to train; null for the CPU</param>
        public Training(int size, Device? device = null)
        {
            device ??= CPU;
            manual_seed(1);
            model = IntensityRegressor.OnFrames(new FrameEncoder(new ResNet18(1)), new TrajectoryHead());
            if (device.type != DeviceType.CPU)
                model.to(device);
            adam = optim.Adam(model.parameters().Where(p => p.requires_grad), lr: 1e-4);
            // the channels of a pixel lie together, as in the frames that are read (ClipFrames)
            x = arange(Clips * Length * 3 * size * size, dtype: float32, device: device).sin_().view([Clips, Length, size, size, 3]).permute(0, 1, 4, 2, 3);
            y = (1 - linspace(-1, 1, Length, device: device).abs()).expand(Clips, Length);
            model.train();
        }

        /// <summary>The next step.</summary>
        public void Step()
        {
            using var step = NewDisposeScope();
            model.zero_grad();
            Tensor loss;
            using (NewDisposeScope())   // as Trainer does
                loss = SquaredErrorLoss.Of(model.call(x), y).MoveToOuterDisposeScope();
            loss.backward();
            adam.step();
            Checked(0, loss.ToDouble());
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            adam.Dispose();
            model.Dispose();
            scope.Dispose();
        }
    }
}
