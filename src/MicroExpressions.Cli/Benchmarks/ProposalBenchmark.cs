using MicroExpressions.Spotting;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>Proposals, scores and suppression for as many videos as CAS(ME)² has, of its lengths. There is no peer: a second is the limit.</summary>
public static class ProposalBenchmark
{
    private const int Videos = 98, MeanSnippets = 330, SnippetLength = 8, Rounds = 7;
    private const double FramesPerSecond = 30, LimitMilliseconds = 1000;

    /// <summary>Measures, beside the limit.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        var random = new Random(1);
        var videos = Enumerable.Range(0, Videos).Select(_ => random.Next(MeanSnippets / 3, 5 * MeanSnippets / 3))
            .Select(length => (Attention: Numbers(random, length), Map: Numbers(random, 3 * length))).ToList();
        var search = new ProposalSearch();
        Search();
        var mine = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            mine.Add(Timing.Milliseconds(Search));
        }
        Timing ours = Timing.Of(mine);
        return [new($"proposals, scores and suppression, {Videos} videos of {MeanSnippets} snippets", "ms", ours.Median, ours.Spread, "the limit set, 1 s", LimitMilliseconds, 0, 1, 1)];

        void Search()
        {
            foreach ((float[] attention, float[] map) in videos)
                search.Find(attention, map, SnippetLength, FramesPerSecond);
        }
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
}
