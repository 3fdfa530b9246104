using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Methods.Lacp;

/// <summary>A video cut into expression and background.</summary>
/// <param name="Expression"><c>[T]</c>: whether a snippet is part of one</param>
/// <param name="Score">mean completeness of the parts</param>
public sealed record SnippetSequence(bool[] Expression, double Score);

/// <summary>
/// The sequence of one class's expressions and background between them whose parts are most complete on average: a beam over the places of
/// the boundaries [source LACP]. The seeds tell order and rough place of the parts; each boundary lies somewhere between the last seed of one
/// part and the first of the next.
/// <para>
/// The authors' Python keeps each beginning as a path of labels under a key of text and adds up scores anew. Here a beginning is its score
/// and the place of its last boundary, which knows the one before it, and a part's score comes from running sums: the same sequence.
/// </para>
/// </summary>
public sealed record SequenceSearch
{
    /// <summary>Beginnings that go on from one snippet to the next [source LACP: 25]; what equals the last of them goes on too.</summary>
    public int Budget { get; init; } = 25;

    /// <summary>Beginnings that score less are given up, unless all do [source LACP: 0.1].</summary>
    public double LeastScore { get; init; } = 0.1;

    /// <summary>Surroundings on each side as a share of a part's length [source LACP: 0.25].</summary>
    public double OuterShare { get; init; } = 0.25;

    /// <summary>The best sequence of a class.</summary>
    /// <param name="scores"><c>P_c (1 − P_bg)</c> <c>[T]</c></param>
    /// <param name="seeds">of the same snippets</param>
    /// <param name="snippetClass">micro or macro; without a seed of it all is background</param>
    public SnippetSequence Best(ReadOnlySpan<float> scores, SnippetSeeds seeds, SnippetClass snippetClass)
    {
        var expression = new bool[scores.Length];
        IReadOnlyList<Part> parts = PartsOf(seeds, snippetClass);
        if (!parts.Any(p => p.IsExpression))
            return new(expression, 0);
        var (inside, outside) = (new double[scores.Length], new double[scores.Length]);
        for (int t = 0; t < scores.Length; t++)
            (inside[t], outside[t]) = (scores[t], 1 - (double)scores[t]);
        var search = new Beam(this, parts, new Completeness(inside, OuterShare), new Completeness(outside, OuterShare), scores.Length);
        var (starts, score) = search.Best();
        for (int i = 0; i < parts.Count; i++)
            if (parts[i].IsExpression)
                expression.AsSpan(starts[i]..(i + 1 < parts.Count ? starts[i + 1] : scores.Length)).Fill(true);
        return new(expression, score);
    }

    /// <summary>Neighbouring seeds of one kind, whatever lies between them.</summary>
    /// <param name="IsExpression">of the class; else background or the other class</param>
    /// <param name="First">first seed</param>
    /// <param name="Last">last seed</param>
    private readonly record struct Part(bool IsExpression, int First, int Last);

    private static List<Part> PartsOf(SnippetSeeds seeds, SnippetClass snippetClass)
    {
        bool[] own = seeds.Of(snippetClass), other = seeds.Of(snippetClass == SnippetClass.Micro ? SnippetClass.Macro : SnippetClass.Micro);
        var parts = new List<Part>();
        for (int t = 0; t < own.Length; t++)
            if (own[t] || other[t] || seeds.Background[t])
                if (parts.Count > 0 && parts[^1].IsExpression == own[t])
                    parts[^1] = parts[^1] with { Last = t };
                else
                    parts.Add(new(own[t], t, t));
        return parts;
    }

    /// <summary>A beginning of a sequence.</summary>
    /// <param name="Score">mean completeness of the parts that have ended; infinite while none has</param>
    /// <param name="Part">the one that it is in</param>
    /// <param name="Start">where that one began</param>
    /// <param name="Boundary">its place among the boundaries; −1 for the first part</param>
    private readonly record struct Beginning(double Score, int Part, int Start, int Boundary);

    private sealed class Beam(SequenceSearch settings, IReadOnlyList<Part> parts, Completeness inside, Completeness outside, int length)
    {
        private readonly List<(int Start, int Before)> boundaries = [];
        private double[] sorted = new double[64];

        public (int[] Starts, double Score) Best()
        {
            List<Beginning> now = [new(double.PositiveInfinity, 0, 0, -1)], next = [];
            for (int t = 1; t < length; t++, (now, next) = (next, now))
            {
                next.Clear();
                foreach (Beginning beginning in now)
                {
                    int following = beginning.Part + 1 < parts.Count ? parts[beginning.Part + 1].First : length;
                    if (t != following)
                        next.Add(beginning);
                    if (t == following || t > parts[beginning.Part].Last && following < length)
                        next.Add(Ended(beginning, t));
                }
                Prune(next);
            }
            (int[] Starts, double Score) best = ([], double.NegativeInfinity);
            foreach (Beginning whole in now)
            {
                int[] starts = StartsOf(whole);
                if (Mean(starts) is double score && score >= best.Score)
                    best = (starts, score);
            }
            return best;
        }

        /// <summary>The part ends before snippet t, and the next begins.</summary>
        private Beginning Ended(Beginning beginning, int t)
        {
            double complete = Of(beginning.Part, beginning.Start, t);
            double mean = beginning.Part == 0 ? complete : (beginning.Score * beginning.Part + complete) / (beginning.Part + 1);
            boundaries.Add((t, beginning.Boundary));
            return new(mean, beginning.Part + 1, t, boundaries.Count - 1);
        }

        private double Of(int part, int start, int end) => (parts[part].IsExpression ? inside : outside).Of(new(start, end - 1));

        /// <summary>What scores too little goes, then what is beyond the budget.</summary>
        private void Prune(List<Beginning> beginnings)
        {
            double highest = beginnings.Max(b => b.Score);
            if (highest < settings.LeastScore)
            {
                Beginning longest = beginnings.Where(b => b.Score == highest).MinBy(b => (b.Part, b.Start));
                beginnings.Clear();
                beginnings.Add(longest);
                return;
            }
            beginnings.RemoveAll(b => b.Score < settings.LeastScore);
            if (beginnings.Count <= settings.Budget)
                return;
            if (sorted.Length < beginnings.Count)
                sorted = new double[2 * beginnings.Count];
            for (int i = 0; i < beginnings.Count; i++)
                sorted[i] = beginnings[i].Score;
            Array.Sort(sorted, 0, beginnings.Count);
            double least = sorted[beginnings.Count - settings.Budget];
            beginnings.RemoveAll(b => b.Score < least);
        }

        private int[] StartsOf(Beginning whole)
        {
            var starts = new int[whole.Part + 1];
            for (int boundary = whole.Boundary, i = whole.Part; boundary >= 0; boundary = boundaries[boundary].Before)
                starts[i--] = boundaries[boundary].Start;
            return starts;
        }

        /// <summary>Mean completeness of all parts: expressions first, then background.</summary>
        private double Mean(int[] starts)
        {
            double sum = 0;
            foreach (bool expressions in new[] { true, false })
                for (int i = 0; i < starts.Length; i++)
                    if (parts[i].IsExpression == expressions)
                        sum += Of(i, starts[i], i + 1 < starts.Length ? starts[i + 1] : length);
            return sum / starts.Length;
        }
    }
}
