using System.Globalization;
using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// Milliseconds for a snippet of 8 × 224 × 224 through I3D's RGB stream, beside PyTorch on the same weights and threads: snippet by
/// snippet, as the field's extraction scripts go, and in the same batches as ours.
/// </summary>
public static class I3dBenchmark
{
    private const int Batch = 8, Threads = 2, Rounds = 3;

    /// <summary>The largest ratio to PyTorch's time that we accept, in float32 and in bfloat16 where the processor has it.</summary>
    private const double Target = 0.8, BFloat16Target = 0.4;

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
        using var coarse = Precisions.IsBFloat16Fast ? new I3dInference(network, Precision.BFloat16) : null;
        List<double> ours = [], oursCoarse = [], single = [], batched = [];
        for (int round = 0; round <= Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            double exactMs = Milliseconds(exact, snippets, out double[] sums);
            double? coarseMs = coarse is null ? null : Milliseconds(coarse, snippets, out _);
            JsonElement one = Answer(peer, "single"), all = Answer(peer, "batch");
            CheckEqual(sums[0], one, "first");
            CheckEqual(sums[1], one, "last");
            CheckEqual(sums[0], all, "first");
            CheckEqual(sums[^1], all, "last");
            if (round == 0)
                continue;   // that one warmed both sides up
            ours.Add(exactMs);
            oursCoarse.Add(coarseMs ?? 0);
            single.Add(one.GetProperty("ms").GetDouble());
            batched.Add(all.GetProperty("ms").GetDouble());
        }
        List<BenchmarkRow> rows =
        [
            Row($"I3D, a snippet of 8 × 224 × 224, batches of {Batch}", Timing.Of(ours), $"{name}, one by one", Timing.Of(single), Target),
            Row($"I3D, a snippet of 8 × 224 × 224, batches of {Batch}", Timing.Of(ours), $"{name}, batches of {Batch}", Timing.Of(batched), Target),
        ];
        if (coarse is not null)
            rows.Add(Row(
                $"I3D in bfloat16 ({Deviation(exact, coarse, snippets)})", Timing.Of(oursCoarse), $"{name}, batches of {Batch}, float32",
                Timing.Of(batched), BFloat16Target));
        else
            Console.Error.WriteLine("i3d: no row for bfloat16: this processor has neither AVX512-BF16 nor AMX.");
        return rows;
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

    /// <summary>How far bfloat16's features are from float's: the smallest cosine of a snippet's, the largest difference of a number.</summary>
    private static string Deviation(I3dInference exact, I3dInference coarse, Tensor snippets)
    {
        using Tensor a = exact.Features(snippets), b = coarse.Features(snippets), cosines = F.cosine_similarity(a, b, dim: 1), lowest = cosines.min();
        using Tensor difference = a - b, size = difference.abs(), largest = size.max();
        return string.Create(CultureInfo.InvariantCulture, $"cosine ≥ {lowest.item<float>():0.00000}, |difference| ≤ {largest.item<float>():0.0000}");
    }

    private static JsonElement Answer(PythonPeer peer, string command) =>
        peer.Ask(command) ?? throw new InvalidOperationException($"PyTorch ended: {peer.LastWords()}");
}
