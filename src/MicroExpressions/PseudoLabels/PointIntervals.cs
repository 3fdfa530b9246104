using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.PseudoLabels;

/// <summary>
/// The interval through each point [ours]. It takes points at their word: every expression of a training video has one, so an expression is
/// one run of snippets through its point, no longer than its kind can be, and what no run covers is background.
/// <code>
/// g_{t,i} = A_t · S_{t,c_i} · (1 + cos(x_t, x_{p_i}))/2        what speaks for snippet t being of the expression of point p_i
/// run_i   = argmax_{a ≤ p_i ≤ b} mean g[a..b] − mean g[around]   the run that stands out most from its surroundings
/// </code>
/// The paper's MPLG asks which snippets of the video look like a point; blinks and speech do. This asks only where the expression at the
/// point begins and ends.
/// </summary>
public sealed record PointIntervals : IPseudoLabelGenerator
{
    /// <summary>Longest micro-expression, seconds [source LGSNet: 0.5].</summary>
    public double LongestMicro { get; init; } = 0.5;

    /// <summary>Longest macro-expression, seconds [chosen: 4, the literature's usual upper bound].</summary>
    public double LongestMacro { get; init; } = 4;

    /// <summary>Surroundings on each side as a share of the run's length, at least one snippet [source AutoLoc: 0.25].</summary>
    public double OuterShare { get; init; } = 0.25;

    /// <summary>Whether a run is sought; without it an expression is its point's snippet.</summary>
    public bool SeeksRuns { get; init; } = true;

    /// <summary>Whether likeness to the point counts in g.</summary>
    public bool UseLikeness { get; init; } = true;

    /// <summary>Whether all that no run covers is background; without it only what no expression of a point could reach, the rest having no label.</summary>
    public bool LabelsTheRest { get; init; } = true;

    /// <inheritdoc/>
    public Tensor Generate(SnippetEvidence evidence)
    {
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var (x, _, _, points) = evidence.Checked();
        int length = (int)evidence.Snippets;
        float[] likeness = Numbers(MultiRefined.PointSimilarity(x, points)), attention = Numbers(evidence.Attention), map = Numbers(evidence.ActivationMap);
        var labels = new float[length, SnippetClasses.Count];
        var reached = new bool[length];
        foreach ((int i, SnippetPoint point) in points.Index())
        {
            int longest = LongestRun(point.Class, evidence.SnippetSeconds);
            for (int t = Math.Max(0, point.Snippet - longest + 1); t < Math.Min(length, point.Snippet + longest); t++)
                reached[t] = true;
            double[] g = [.. Enumerable.Range(0, length).Select(t => (double)attention[t] * map[t * SnippetClasses.Count + (int)point.Class]
                * (UseLikeness ? (1 + likeness[t * points.Count + i]) / 2 : 1))];
            SnippetRun run = SeeksRuns ? RunThrough(point.Snippet, g, longest, [.. points.Select(p => p.Snippet)]) : new(point.Snippet, point.Snippet);
            for (int t = run.First; t <= run.Last; t++)
                labels[t, (int)point.Class] = 1;
        }
        for (int t = 0; t < length; t++)
            if ((LabelsTheRest || !reached[t]) && labels[t, 0] + labels[t, 1] == 0)
                labels[t, (int)SnippetClass.Background] = 1;
        return from_array(labels).to(x.dtype).to(x.device).MoveToOuterDisposeScope();
    }

    /// <summary>The most snippets that an expression of the class can fill, at least one.</summary>
    /// <param name="snippetClass">micro or macro</param>
    /// <param name="snippetSeconds">how long a snippet lasts</param>
    public int LongestRun(SnippetClass snippetClass, double snippetSeconds) =>
        Math.Max(1, (int)Math.Round((snippetClass == SnippetClass.Micro ? LongestMicro : LongestMacro) / snippetSeconds));

    /// <summary>The run through a point that stands out most; of equal ones the first and shortest. It holds no other point's snippet.</summary>
    /// <param name="point">p_i</param>
    /// <param name="g"><c>[T]</c></param>
    /// <param name="longest">snippets</param>
    /// <param name="points">all points of the video</param>
    public SnippetRun RunThrough(int point, double[] g, int longest, IReadOnlyList<int> points)
    {
        var contrast = new OuterInnerContrast(g, OuterShare);
        int lowest = points.Where(p => p < point).Select(p => p + 1).Append(Math.Max(0, point - longest + 1)).Max();
        int highest = points.Where(p => p > point).Select(p => p - 1).Append(Math.Min(g.Length - 1, point + longest - 1)).Min();
        var (best, run) = (double.NegativeInfinity, new SnippetRun(point, point));
        for (int first = lowest; first <= point; first++)
            for (int last = point; last <= Math.Min(highest, first + longest - 1); last++)
                if (contrast.Of(new(first, last)) is var found && found > best)
                    (best, run) = (found, new(first, last));
        return run;
    }

    private static float[] Numbers(Tensor tensor) => tensor.to(float32).cpu().contiguous().data<float>().ToArray();
}
