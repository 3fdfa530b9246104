using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// Milliseconds for a snippet of 8 × 224 × 224 through I3D's RGB stream, beside PyTorch on the same weights and threads: snippet by
/// snippet, as the field's extraction scripts go, and in the same batches as ours.
/// </summary>
public static class I3dBenchmark
{
    private const int Batch = 8, Threads = 2, Rounds = 3;

    /// <summary>The largest ratio to PyTorch's time that we accept.</summary>
    private const double Target = 0.8;

    /// <summary>Measures; ours and PyTorch's runs take turns.</summary>
    /// <exception cref="InvalidOperationException">PyTorch's features are not ours</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-bench-i3d-").FullName;
        int threadsBefore = get_num_threads();
        try
        {
            using var peer = PythonPeer.Start("i3d_peer.py", Threads);
            string? name = peer?.Ask($"save {folder} {Batch} {Threads}")?.GetProperty("peer").GetString();
            if (peer is null || name is null)
                return Alone(peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}", cancellation);
            set_num_threads(Threads);
            using var network = new I3D(channels: 3);
            using (StateDict weights = StateDict.Read(Path.Combine(folder, "weights.pt")))
                WeightMapping.I3D.Load(weights, network);
            using StateDict given = StateDict.Read(Path.Combine(folder, "snippets.pt"));
            return Beside(peer, name, network, given.Tensors["snippets"], cancellation);
        }
        finally
        {
            set_num_threads(threadsBefore);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<BenchmarkRow> Beside(PythonPeer peer, string name, I3D network, Tensor snippets, CancellationToken cancellation)
    {
        using var exact = new I3dInference(network);
        List<double> ours = [], single = [], batched = [];
        for (int round = 0; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            double exactMs = Milliseconds(exact, snippets, out double[] sums);
            JsonElement one = Answer(peer, "single"), all = Answer(peer, "batch");
            CheckEqual(sums[0], one, "first");
            CheckEqual(sums[1], one, "last");
            CheckEqual(sums[0], all, "first");
            CheckEqual(sums[^1], all, "last");
            if (round == 0)
                continue;   // that one warmed both sides up
            ours.Add(exactMs);
            single.Add(one.GetProperty("ms").GetDouble());
            batched.Add(all.GetProperty("ms").GetDouble());
        }
        return
        [
            Row($"I3D, a snippet of 8 × 224 × 224, batches of {Batch}", Timing.Of(ours), $"{name}, one by one", Timing.Of(single), Target),
            Row($"I3D, a snippet of 8 × 224 × 224, batches of {Batch}", Timing.Of(ours), $"{name}, batches of {Batch}", Timing.Of(batched), Target),
        ];
    }

    private static List<BenchmarkRow> Alone(string reason, CancellationToken cancellation)
    {
        using var network = new I3D(channels: 3);
        using var inference = new I3dInference(network);
        using Tensor snippets = rand([Batch, 3, 8, 224, 224]) * 2 - 1;
        set_num_threads(Threads);
        List<double> ours = [];
        for (int round = 0; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            ours.Add(Milliseconds(inference, snippets, out _));
        }
        return [Row($"I3D, a snippet of 8 × 224 × 224, batches of {Batch}", Timing.Of(ours.Skip(1)), reason, null, Target)];
    }

    private static BenchmarkRow Row(string title, Timing ours, string peer, Timing? theirs, double target) =>
        new(title, "ms", ours.Median, ours.Spread, peer, theirs?.Median, theirs?.Spread, Threads, target);

    /// <summary>Milliseconds a snippet, and the sum of each snippet's features.</summary>
    private static double Milliseconds(I3dInference inference, Tensor snippets, out double[] sums)
    {
        using var scope = NewDisposeScope();
        Tensor? features = null;
        double ms = Timing.Milliseconds(() => features = inference.Features(snippets)) / snippets.shape[0];
        sums = features!.to(ScalarType.Float64).sum(dim: 1).data<double>().ToArray();
        return ms;
    }

    private static void CheckEqual(double ours, JsonElement theirs, string snippet)
    {
        double expected = theirs.GetProperty(snippet).GetDouble();
        if (Math.Abs(ours - expected) > 1e-5 * Math.Abs(expected))
            throw new InvalidOperationException($"the {snippet} snippet's features sum up to {expected} by PyTorch, to {ours} here");
    }

    private static JsonElement Answer(PythonPeer peer, string command) =>
        peer.Ask(command) ?? throw new InvalidOperationException($"PyTorch ended: {peer.LastWords()}");
}
