using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// Tensors beside PyTorch from Python: the smallest operation, which is all overhead, and the largest layer of the spotting
/// network, which is all arithmetic.
/// </summary>
public static class TorchBenchmark
{
    private const int Adds = 1_000, AddRounds = 101, ConvolutionRounds = 5;
    private const int Batch = 8, Time = 400, Channels = 2048, Filters = 1024, Kernel = 3;

    /// <summary>Measures both rows, ours and PyTorch in turns.</summary>
    /// <exception cref="InvalidOperationException">PyTorch computes something else than we do.</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        int threads = get_num_threads();
        using var peer = PythonPeer.Start("torch_peer.py", threads);
        var started = peer?.Ask($"threads {threads}");
        string name = started?.GetProperty("peer").GetString()
            ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}");
        var present = started is null ? null : peer;
        using var scope = NewDisposeScope();
        return [SmallOperation(present, name, threads, cancellation), Convolution(present, name, threads, cancellation)];
    }

    /// <summary>Nanoseconds for one <c>a + b</c> on four floats, its result freed at once.</summary>
    private static BenchmarkRow SmallOperation(PythonPeer? peer, string name, int threads, CancellationToken cancellation)
    {
        Tensor a = tensor(new float[] { 1, 2, 3, 4 }), b = tensor(new float[] { 5, 6, 7, 8 });
        void Add()
        {
            for (int i = 0; i < Adds; i++) (a + b).Dispose();
        }

        for (int i = 0; i < 500; i++) Add(); // compiled to its last tier before it counts
        double sum = (a + b).sum().ToDouble();
        return Measure("add of 4 floats", "ns", "add", AddRounds, 1.5, () => (Timing.Milliseconds(Add) * 1e6 / Adds, sum), peer, name, threads, cancellation);
    }

    /// <summary>Milliseconds for a one-dimensional convolution, forward and backward to its weight and bias.</summary>
    private static BenchmarkRow Convolution(PythonPeer? peer, string name, int threads, CancellationToken cancellation)
    {
        Tensor x = arange(Batch * Channels * Time, dtype: float32).sin_().view(Batch, Channels, Time);
        Tensor weight = (arange(Filters * Channels * Kernel, dtype: float32).cos_() / 100).view(Filters, Channels, Kernel).requires_grad_();
        Tensor bias = zeros(Filters, requires_grad: true);

        (double, double) Once()
        {
            using var step = NewDisposeScope();
            weight.grad = bias.grad = null;
            double ms = Timing.Milliseconds(() => nn.functional.conv1d(x, weight, bias, padding: 1).relu().sum().backward());
            return (ms, bias.grad!.sum().ToDouble());
        }

        Once();
        peer?.Ask("conv1d"); // both have touched their memory once
        return Measure(
            $"Conv1d({Channels}→{Filters}, k{Kernel}) on ({Batch}, {Channels}, {Time}), forward and backward", "ms", "conv1d",
            ConvolutionRounds, 1.05, Once, peer, name, threads, cancellation);
    }

    private static BenchmarkRow Measure(
        string title, string unit, string command, int rounds, double target, Func<(double Time, double Sum)> ours,
        PythonPeer? peer, string name, int threads, CancellationToken cancellation)
    {
        List<double> mine = [], theirs = [];
        for (int round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (time, sum) = ours();
            mine.Add(time);
            if (peer?.Ask(command) is not JsonElement answer) continue;
            theirs.Add(answer.GetProperty(unit).GetDouble());
            double expected = answer.GetProperty("sum").GetDouble();
            if (Math.Abs(sum - expected) > 1e-3 * Math.Abs(expected))
                throw new InvalidOperationException($"{title}: PyTorch finds {expected}, we find {sum}");
        }
        var our = Timing.Of(mine);
        Timing? other = theirs.Count > 0 ? Timing.Of(theirs) : null;
        return new(title, unit, our.Median, our.Spread, name, other?.Median, other?.Spread, threads, target);
    }
}
