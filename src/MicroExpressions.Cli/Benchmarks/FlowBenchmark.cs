using MicroExpressions.Flow;
using MicroExpressions.Video;

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

    /// <summary>Measures two rows, time and error, for each kind and size.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        var rows = new List<BenchmarkRow>();
        foreach (var (width, height) in new[] { (224, 224), (340, 256) })
        {
            rows.AddRange(Measure($"noisy pair, {width} × {height}", KnownMotion.LocalBumps(width, height, noise: 2, seed: 1), cancellation));
            rows.AddRange(Measure($"clean pair, {width} × {height}", KnownMotion.LocalBumps(width, height, noise: 0, seed: 1), cancellation));
            rows.AddRange(Measure($"smooth pair, {width} × {height}", KnownMotion.Smooth(width, height, seed: 1), cancellation));
        }
        return rows;
    }

    private static IReadOnlyList<BenchmarkRow> Measure(string title, KnownMotion pair, CancellationToken cancellation)
    {
        var flow = new TvL1Flow();
        var peer = OpenCvFlow.Start(pair);
        FlowField ours = flow.Compute(pair.Previous, pair.Next), theirs = peer?.Compute() ?? ours;
        SideBySide(4 * OurPairsPerWorker, () => flow.Compute(pair.Previous, pair.Next)); // compiled to its last tier before it counts
        List<double> oursMs = [], peerMs = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            oursMs.Add(SideBySide(OurPairsPerWorker, () => flow.Compute(pair.Previous, pair.Next)));
            if (peer is not null) peerMs.Add(SideBySide(PeerPairsPerWorker, () => peer.Compute()));
        }
        string name = peer is null ? "OpenCV's DualTVL1" : $"OpenCV {OpenCv.Version} DualTVL1";
        double error = FlowField.EndpointError(ours, pair.Truth);
        double? peerError = peer is null ? null : FlowField.EndpointError(theirs, pair.Truth);
        var mine = Timing.Of(oursMs);
        Timing? other = peer is null ? null : Timing.Of(peerMs);
        return
        [
            new($"TV-L1, {title}", "ms a pair", mine.Median, mine.Spread, name, other?.Median, other?.Spread, Workers, TimeTarget),
            new($"TV-L1, {title}: endpoint error", "px", error, 0, name, peerError, peerError is null ? null : 0, Workers, (peerError + ErrorMargin) / peerError),
        ];
    }

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

    /// <summary>The peer on one pair, one thread a call.</summary>
    private sealed class OpenCvFlow(byte[] previous, byte[] next, int width, int height)
    {
        /// <summary>Null where OpenCV is not installed.</summary>
        public static OpenCvFlow? Start(KnownMotion pair)
        {
            try
            {
                OpenCv.Threads = 1;
            }
            catch (DllNotFoundException)
            {
                return null;
            }
            return new OpenCvFlow(Bytes(pair.Previous), Bytes(pair.Next), pair.Previous.Width, pair.Previous.Height);
        }

        public FlowField Compute()
        {
            float[] u = new float[width * height], v = new float[width * height];
            new OpenCvTvL1().Compute(previous, next, width, height, u, v);
            return new FlowField(width, height, u, v);
        }

        private static byte[] Bytes(ImageF image) => [.. image.Pixels.Select(grey => (byte)grey)];
    }
}
