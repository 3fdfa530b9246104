using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Methods.Lacp;

/// <summary>
/// How complete a run is: its mean score less that of its surroundings [source LACP]. Surroundings are a quarter of its length on each side,
/// rounded up before it and down after it, as far as the video goes.
/// </summary>
public sealed class Completeness
{
    private readonly double[] sums;
    private readonly double outerShare;

    /// <param name="scores">of one class <c>[T]</c></param>
    /// <param name="outerShare">length of the surroundings on each side, as a share of the run's</param>
    public Completeness(ReadOnlySpan<double> scores, double outerShare)
    {
        this.outerShare = outerShare;
        sums = new double[scores.Length + 1];
        for (int t = 0; t < scores.Length; t++)
            sums[t + 1] = sums[t] + scores[t];
    }

    /// <summary><c>mean s[inside] − mean s[surroundings]</c>; without surroundings their mean counts as 0.</summary>
    public double Of(SnippetRun run)
    {
        var (from, to) = Around(run, sums.Length - 1, outerShare);
        double inner = sums[run.Last + 1] - sums[run.First], outer = sums[run.First] - sums[from] + (sums[to + 1] - sums[run.Last + 1]);
        int outside = to - from + 1 - run.Length;
        return inner / run.Length - (outside == 0 ? 0 : outer / outside);
    }

    /// <summary>The same as the weight of each score, added to what is there: <c>Of(run) = Σ_t w_t s_t</c>.</summary>
    /// <param name="run">the run</param>
    /// <param name="outerShare">length of the surroundings on each side, as a share of the run's</param>
    /// <param name="times">what the weights are multiplied with</param>
    /// <param name="weights"><c>[T]</c></param>
    public static void AddWeights(SnippetRun run, double outerShare, double times, Span<double> weights)
    {
        var (from, to) = Around(run, weights.Length, outerShare);
        int outside = to - from + 1 - run.Length;
        for (int t = from; t <= to; t++)
            weights[t] += t < run.First || t > run.Last ? -times / outside : times / run.Length;
    }

    private static (int From, int To) Around(SnippetRun run, int length, double share) =>
        (Math.Max(0, (int)(run.First - share * run.Length)), Math.Min(length - 1, (int)(run.Last + share * run.Length)));
}
