using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Methods.Lacp;

/// <summary>Snippets that are taken to be known.</summary>
/// <param name="Background"><c>[T]</c></param>
/// <param name="Micro"><c>[T]</c></param>
/// <param name="Macro"><c>[T]</c></param>
public sealed record SnippetSeeds(bool[] Background, bool[] Micro, bool[] Macro)
{
    /// <summary>Seeds of a class.</summary>
    public bool[] Of(SnippetClass snippetClass) => snippetClass switch
    {
        SnippetClass.Micro => Micro,
        SnippetClass.Macro => Macro,
        _ => Background,
    };
}

/// <summary>
/// Seeds between the points, read from the probability of background: before the first, after the last and between two neighbours there is
/// always some.
/// </summary>
public sealed record SnippetSeeding
{
    /// <summary>Snippets at least as probable are background [source LACP: 0.95].</summary>
    public double LeastBackground { get; init; } = 0.95;

    /// <summary>Snippets beside a point that are at most as probable belong to its expression [source LACP: 0.1].</summary>
    public double MostBackground { get; init; } = 0.1;

    /// <summary>
    /// In each gap: what lies between two background seeds, or between one and the video's end, is background too; without a seed, the
    /// snippet of highest P_bg is one. Then expressions grow from both points as far as P_bg stays low.
    /// </summary>
    /// <param name="background">P_bg <c>[T]</c></param>
    /// <param name="points">the video's labelled snippets, at least one</param>
    public SnippetSeeds Of(ReadOnlySpan<float> background, IReadOnlyList<SnippetPoint> points)
    {
        var seeds = new SnippetSeeds(new bool[background.Length], new bool[background.Length], new bool[background.Length]);
        foreach (SnippetPoint point in points)
            seeds.Of(point.Class)[point.Snippet] = true;
        int before = -1;
        foreach (int snippet in points.Select(p => p.Snippet).Distinct().Order().Append(background.Length))
        {
            if (snippet - before > 1)
                Fill(background, before, snippet, seeds);
            before = snippet;
        }
        return seeds;
    }

    /// <param name="p">P_bg <c>[T]</c></param>
    /// <param name="before">the point before the gap; −1: the video's beginning</param>
    /// <param name="after">the point after it; T: the video's end</param>
    /// <param name="seeds">to write to</param>
    private void Fill(ReadOnlySpan<float> p, int before, int after, SnippetSeeds seeds)
    {
        int first = -1, last = -1, highest = before + 1;
        for (int t = before + 1; t < after; t++)
        {
            if (p[t] > p[highest])
                highest = t;
            if (p[t] >= LeastBackground)
                (first, last) = (first < 0 ? t : first, t);
        }
        if (first < 0)
            (first, last) = (highest, highest);
        int from = before < 0 ? 0 : first, to = after == p.Length ? p.Length - 1 : last;
        seeds.Background.AsSpan(from, to - from + 1).Fill(true);

        for (int t = before + 1; before >= 0 && t < from && p[t] <= MostBackground; t++)
            Join(t, before);
        for (int t = after - 1; after < p.Length && t > to && p[t] <= MostBackground; t--)
            Join(t, after);

        void Join(int t, int point) => (seeds.Micro[t], seeds.Macro[t]) = (seeds.Micro[point], seeds.Macro[point]);
    }
}
