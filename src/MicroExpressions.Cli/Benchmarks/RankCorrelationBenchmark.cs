using System.Runtime.InteropServices;
using System.Text.Json;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>Spearman's ρ and Kendall's τ-b of 10,000 noisy trajectories of 16 points against their labels, beside scipy.</summary>
public static class RankCorrelationBenchmark
{
    private const int Count = 10_000, Length = 16, Rounds = 5, OursPerRound = 7;

    /// <summary>The largest ratio to scipy's time that we accept for the trajectories.</summary>
    private const double Target = 1 / 200.0;

    /// <summary>Measures the trajectories one by one, then all their points pooled; ours and scipy take turns.</summary>
    /// <exception cref="InvalidOperationException">scipy's figures are not ours</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        double[] predicted = new double[Count * Length], truth = new double[Count * Length];
        MakeTrajectories(predicted, truth);
        string file = Path.GetTempFileName();
        using var peer = PythonPeer.Start("rank_peer.py", threads: 1);
        try
        {
            using (var stream = File.Create(file))
            {
                stream.Write(MemoryMarshal.AsBytes<double>(predicted));
                stream.Write(MemoryMarshal.AsBytes<double>(truth));
            }
            var loaded = peer?.Ask($"load {file} {Count} {Length}");
            string name = loaded?.GetProperty("peer").GetString()
                ?? (peer is null ? "no Python" : $"scipy did not start: {peer.LastWords()}");
            var present = loaded is null ? null : peer;
            return
            [
                Row($"rank correlations, {Count} trajectories of {Length}", "clips", Target, () => EachTrajectory(predicted, truth)),
                Row($"rank correlations, {Count * Length} points pooled", "pooled", null, () => RankCorrelation.Between(predicted, truth)),
            ];

            BenchmarkRow Row(string title, string command, double? target, Func<RankCorrelation> ours) =>
                Measure(title, command, target, ours, name, present, cancellation);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static BenchmarkRow Measure(
        string title, string command, double? target, Func<RankCorrelation> ours, string name, PythonPeer? peer,
        CancellationToken cancellation)
    {
        RankCorrelation result = default;
        for (int i = 0; i < 3 * OursPerRound; i++) result = ours(); // compiled to its last tier before it counts
        List<double> oursMs = [], peerMs = [];
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < OursPerRound; i++) oursMs.Add(Timing.Milliseconds(() => result = ours()));
            if (peer?.Ask(command) is not JsonElement answer) continue;
            peerMs.Add(answer.GetProperty("ms").GetDouble());
            CheckEqual(result, answer);
        }
        var mine = Timing.Of(oursMs);
        Timing? theirs = peerMs.Count > 0 ? Timing.Of(peerMs) : null;
        return new(title, "ms", mine.Median, mine.Spread, name, theirs?.Median, theirs?.Spread, Threads: 1, target);
    }

    /// <summary>The mean of both correlations over all trajectories.</summary>
    private static RankCorrelation EachTrajectory(double[] predicted, double[] truth)
    {
        double spearman = 0, kendall = 0;
        for (int start = 0; start < predicted.Length; start += Length)
        {
            var ranks = RankCorrelation.Between(predicted.AsSpan(start, Length), truth.AsSpan(start, Length));
            (spearman, kendall) = (spearman + ranks.Spearman, kendall + ranks.Kendall);
        }
        return new(spearman / Count, kendall / Count);
    }

    /// <summary>Triangular labels with their apex in the middle 60 %, and the same with noise of about a tenth.</summary>
    private static void MakeTrajectories(double[] predicted, double[] truth)
    {
        var random = new Random(0);
        var triangle = new TriangularShape();
        for (int i = 0; i < Count; i++)
        {
            double apex = 0.2 + 0.6 * random.NextDouble();
            for (int t = 0; t < Length; t++)
            {
                double y = triangle.At(IntensityCurve.NormalisedTime(t, Length), apex);
                truth[i * Length + t] = y;
                predicted[i * Length + t] = y + 0.2 * (random.NextDouble() + random.NextDouble() - 1);
            }
        }
    }

    private static void CheckEqual(RankCorrelation ours, JsonElement theirs)
    {
        double spearman = theirs.GetProperty("spearman").GetDouble(), kendall = theirs.GetProperty("kendall").GetDouble();
        if (Math.Abs(ours.Spearman - spearman) > 1e-12 || Math.Abs(ours.Kendall - kendall) > 1e-12)
            throw new InvalidOperationException($"scipy finds {spearman} and {kendall}, we find {ours.Spearman} and {ours.Kendall}");
    }
}
