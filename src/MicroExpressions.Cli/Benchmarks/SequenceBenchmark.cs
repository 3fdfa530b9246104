using System.Text.Json;
using MicroExpressions.Methods.Ftcl;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// What LACP and FTCL compute snippet by snippet, beside the same written as Python loops the way their authors' code is: LACP's best sequence,
/// and of FTCL's pairs the common subsequence and the smooth alignment, both with gradients. The results must be equal.
/// </summary>
public static class SequenceBenchmark
{
    private const int Rounds = 5, Repetitions = 100;

    /// <summary>The largest ratio to the loops' time that we accept.</summary>
    private const double Target = 1.0 / 20;

    private static readonly FineGrainedContrast Published = new();

    /// <summary>Measures; ours and Python's runs take turns.</summary>
    /// <exception cref="InvalidOperationException">a result of Python's is not ours</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-bench-sequences-").FullName;
        try
        {
            using var peer = PythonPeer.Start("sequences_peer.py", threads: 1);
            string? name = peer?.Ask("loops")?.GetProperty("peer").GetString();
            return
            [
                .. new[] { Search(videos: 4, snippets: 400), Subsequences(pairs: 4), Alignments(pairs: 16) }
                    .Select(task => Row(task, name is null ? null : peer, name ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}"), folder, cancellation)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>LACP's best sequences of videos with three macro- and two micro-expressions, from clear but noisy scores.</summary>
    /// <param name="videos">how many</param>
    /// <param name="snippets">of each</param>
    public static SequenceTask Search(int videos, int snippets)
    {
        var random = new Random(1);
        var search = new SequenceSearch();
        var all = Enumerable.Range(0, videos).SelectMany(_ =>
        {
            SnippetPoint[] points = [.. Enumerable.Range(0, 5).Select(e => new SnippetPoint((2 * e + 1) * snippets / 10, e % 2 == 0 ? SnippetClass.Macro : SnippetClass.Micro))];
            float[] background = Scores(_ => true, low: 0.1);
            SnippetSeeds seeds = new SnippetSeeding().Of(background, points);
            return new[] { SnippetClass.Micro, SnippetClass.Macro }.Select(c => (Scores: Scores(p => p.Class == c, low: 0.7), Seeds: seeds, Class: c)).ToArray();

            // multiples of 1/1024, so that sums are exact whatever their order; near a point by `low` further from 0.8
            float[] Scores(Func<SnippetPoint, bool> near, double low) =>
            [
                .. Enumerable.Range(0, snippets).Select(t =>
                    (float)(Math.Round(1024 * ((points.Any(p => near(p) && Math.Abs(p.Snippet - t) < snippets / 40) ? low : 0.8 - low) + 0.2 * random.NextDouble())) / 1024)),
            ];
        }).ToArray();
        return new(
            "search", $"LACP's best sequence of a class, {snippets} snippets", all.Length,
            [.. all.Select(v => (object)new { scores = v.Scores, own = v.Seeds.Of(v.Class), other = v.Seeds.Of(v.Class == SnippetClass.Micro ? SnippetClass.Macro : SnippetClass.Micro), background = v.Seeds.Background })],
            new { budget = search.Budget, least = search.LeastScore },
            i =>
            {
                SnippetSequence best = search.Best(all[i].Scores, all[i].Seeds, all[i].Class);
                return [best.Score, .. best.Expression.Select(e => e ? 1.0 : 0)];
            });
    }

    /// <summary>FTCL's longest common subsequences, and their gradients.</summary>
    /// <param name="pairs">of videos</param>
    public static SequenceTask Subsequences(int pairs)
    {
        float[][] similarities = Matrices(pairs, Published.MatchedSnippets, low: 0.8, seed: 2);
        int columns = Published.MatchedSnippets;
        return new(
            "subsequence", $"FTCL's common subsequence of {columns} and {columns} snippets, with gradient", pairs,
            [.. similarities.Select(s => (object)new { similarity = s })], new { columns, threshold = Published.SameSnippet },
            i =>
            {
                float[] taken = CommonSubsequence.Of(similarities[i], columns, Published.SameSnippet);
                double sum = 0;
                for (int cell = 0; cell < taken.Length; cell++)
                    sum += taken[cell] * similarities[i][cell];
                return [sum, .. taken.Select(t => (double)t)];
            });
    }

    /// <summary>FTCL's smooth alignments, and their gradients.</summary>
    /// <param name="pairs">of videos</param>
    public static SequenceTask Alignments(int pairs)
    {
        int columns = Published.AlignedSnippets;
        float[][] match = Matrices(pairs, columns, low: -1, seed: 3), gap = Matrices(pairs, columns, low: -1, seed: 4);
        return new(
            "alignment", $"FTCL's alignment of {columns} and {columns} snippets, with gradients", pairs,
            [.. match.Zip(gap, (m, g) => (object)new { match = m, gap = g })], new { columns, gamma = Published.Gamma },
            i =>
            {
                (double score, float[] toMatch, float[] toGap) = SmoothAlignment.Of(match[i], gap[i], columns, Published.Gamma);
                return [score, .. toMatch.Select(v => (double)v), .. toGap.Select(v => (double)v)];
            });
    }

    private static float[][] Matrices(int count, int side, double low, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, side * side).Select(_ => (float)(low + (1 - low) * random.NextDouble())).ToArray())];
    }

    private static BenchmarkRow Row(SequenceTask task, PythonPeer? peer, string name, string folder, CancellationToken cancellation)
    {
        if (peer is not null)
            task.CheckEqual(task.Ask(peer, folder).Results);
        List<double> ours = [], theirs = [];
        for (int round = -1; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            double mine = Timing.Milliseconds(() =>
            {
                for (int repetition = 0; repetition < Repetitions; repetition++)
                    for (int i = 0; i < task.Count; i++)
                        task.Ours(i);
            }) / (Repetitions * task.Count);
            double? other = peer is null ? null : task.Ask(peer, folder).Milliseconds;
            if (round < 0)
                continue;       // code is compiled and memory touched for the first time
            ours.Add(mine);
            if (other is double ms)
                theirs.Add(ms);
        }
        Timing median = Timing.Of(ours);
        Timing? peers = peer is null ? null : Timing.Of(theirs);
        return new(task.Title, "ms", median.Median, median.Spread, name, peers?.Median, peers?.Spread, 1, Target);
    }
}

/// <summary>Something that is computed snippet by snippet, for a number of inputs.</summary>
/// <param name="Command">the peer's</param>
/// <param name="Title">what a row calls one of them</param>
/// <param name="Count">inputs</param>
/// <param name="Inputs">as the peer gets them</param>
/// <param name="Settings">as the peer gets them</param>
/// <param name="Ours">the result of one input: its value, then labels or gradients</param>
public sealed record SequenceTask(string Command, string Title, int Count, IReadOnlyList<object> Inputs, object Settings, Func<int, double[]> Ours)
{
    private const double Tolerance = 1e-5;      // single precision in the peer's tensors

    /// <summary>The peer's results, and its milliseconds for one of them.</summary>
    /// <exception cref="InvalidOperationException">it ended instead</exception>
    public (IReadOnlyList<double[]> Results, double Milliseconds) Ask(PythonPeer peer, string folder)
    {
        string path = Path.Combine(folder, Command + ".json");
        File.WriteAllText(path, JsonSerializer.Serialize(new { settings = Settings, inputs = Inputs }));
        JsonElement answer = peer.Ask($"{Command} {path}") ?? throw new InvalidOperationException($"Python ended: {peer.LastWords()}");
        return ([.. answer.GetProperty("results").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray())], answer.GetProperty("ms").GetDouble());
    }

    /// <summary>Compares them with ours.</summary>
    /// <exception cref="InvalidOperationException">one is not ours</exception>
    public void CheckEqual(IReadOnlyList<double[]> results)
    {
        for (int i = 0; i < Count; i++)
        {
            double[] mine = Ours(i), other = results[i];
            int differs = mine.Length == other.Length ? Enumerable.Range(0, mine.Length).FirstOrDefault(k => !(Math.Abs(mine[k] - other[k]) <= Tolerance * Math.Max(1, Math.Abs(other[k]))), -1) : 0;
            if (differs >= 0)
                throw new InvalidOperationException($"{Command} {i}, number {differs}: {other[differs]} by Python's loops, {mine[differs]} here");
        }
    }
}
