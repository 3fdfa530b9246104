using System.Runtime.InteropServices;
using System.Text.Json;
using MicroExpressions.Flow;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// TV-L1 beside OpenCV's <c>DualTVL1OpticalFlow</c> with the same settings: time of a pair with two workers on each side, and
/// endpoint error against the known motion, on the three kinds of pairs and two sizes that matter here.
/// </summary>
public static class FlowBenchmark
{
    private const int Workers = 2, Rounds = 5, OurPairsPerWorker = 8, PeerPairsPerWorker = 1;

    /// <summary>The largest ratio to OpenCV's time that we accept: five times as many pairs a second.</summary>
    private const double TimeTarget = 1 / 5.0;

    /// <summary>Pixels by which our endpoint error may exceed OpenCV's.</summary>
    private const double ErrorMargin = 0.005;

    /// <summary>Measures two rows, time and error, for each kind and size; ours and OpenCV take turns.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        var rows = new List<BenchmarkRow>();
        using var peer = PythonPeer.Start("flow_peer.py", threads: 1);
        foreach (var (width, height) in new[] { (224, 224), (340, 256) })
        {
            rows.AddRange(Measure($"noisy pair, {width} × {height}", KnownMotion.LocalBumps(width, height, noise: 2, seed: 1), peer, cancellation));
            rows.AddRange(Measure($"clean pair, {width} × {height}", KnownMotion.LocalBumps(width, height, noise: 0, seed: 1), peer, cancellation));
            rows.AddRange(Measure($"smooth pair, {width} × {height}", KnownMotion.Smooth(width, height, seed: 1), peer, cancellation));
        }
        return rows;
    }

    private static IReadOnlyList<BenchmarkRow> Measure(string title, KnownMotion pair, PythonPeer? python, CancellationToken cancellation)
    {
        var flow = new TvL1Flow();
        JsonElement? loaded = Load(pair, python);
        string name = loaded?.GetProperty("peer").GetString() ?? (python is null ? "no Python" : $"OpenCV did not start: {python.LastWords()}");
        double? peerError = loaded?.GetProperty("error").GetDouble();
        double error = FlowField.EndpointError(flow.Compute(pair.Previous, pair.Next), pair.Truth);
        SideBySide(4 * OurPairsPerWorker, () => flow.Compute(pair.Previous, pair.Next)); // compiled to its last tier before it counts
        List<double> oursMs = [], peerMs = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            oursMs.Add(SideBySide(OurPairsPerWorker, () => flow.Compute(pair.Previous, pair.Next)));
            if (loaded is not null && python!.Ask($"pairs {PeerPairsPerWorker} {Workers}") is JsonElement answer)
                peerMs.Add(answer.GetProperty("ms").GetDouble());
        }
        var mine = Timing.Of(oursMs);
        Timing? other = peerMs.Count > 0 ? Timing.Of(peerMs) : null;
        return
        [
            new($"TV-L1, {title}", "ms a pair", mine.Median, mine.Spread, name, other?.Median, other?.Spread, Workers, TimeTarget),
            new($"TV-L1, {title}: endpoint error", "px", error, 0, name, peerError, peerError is null ? null : 0, Workers, (peerError + ErrorMargin) / peerError),
        ];
    }

    /// <summary>Gives the pair to OpenCV.</summary>
    /// <returns>its name and its error; null where it is not there</returns>
    public static JsonElement? Load(KnownMotion pair, PythonPeer? python)
    {
        string file = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(file))
            {
                stream.Write(Bytes(pair.Previous));
                stream.Write(Bytes(pair.Next));
                stream.Write(MemoryMarshal.AsBytes<float>(pair.Truth.U));
                stream.Write(MemoryMarshal.AsBytes<float>(pair.Truth.V));
            }
            return python?.Ask($"load {file} {pair.Previous.Width} {pair.Previous.Height}");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Bytes(ImageF image) => [.. image.Pixels.Select(grey => (byte)grey)];

    /// <summary>Milliseconds a pair while each worker computes so many.</summary>
    private static double SideBySide(int pairsPerWorker, Action pair) => Timing.Milliseconds(() =>
    {
        var workers = Enumerable.Range(0, Workers).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < pairsPerWorker; i++) pair();
        })).ToList();
        workers.ForEach(worker => worker.Start());
        workers.ForEach(worker => worker.Join());
    }) / (pairsPerWorker * Workers);
}
