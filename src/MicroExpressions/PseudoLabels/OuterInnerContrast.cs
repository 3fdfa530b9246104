namespace MicroExpressions.PseudoLabels;

/// <summary>How much a run stands out from what surrounds it [source AutoLoc, CO2-Net].</summary>
public sealed class OuterInnerContrast
{
    private readonly double[] sums;
    private readonly double outerShare;

    /// <param name="scores">S^A_c <c>[T]</c> of one class</param>
    /// <param name="outerShare">length of the surroundings on each side as a share of the run's [source: 0.25]</param>
    public OuterInnerContrast(ReadOnlySpan<double> scores, double outerShare)
    {
        this.outerShare = outerShare;
        sums = new double[scores.Length + 1];
        for (int t = 0; t < scores.Length; t++)
            sums[t + 1] = sums[t] + scores[t];
    }

    /// <summary>
    /// <c>mean S^A_c[inner] − mean S^A_c[outer]</c>; the outer area is max(1, ⌊share·len⌋) snippets on each side, as far as the video goes.
    /// A run that is the whole video has no outer area, whose mean counts as 0.
    /// </summary>
    public double Of(SnippetRun run)
    {
        int around = Math.Max(1, (int)(outerShare * run.Length));
        int from = Math.Max(0, run.First - around), to = Math.Min(sums.Length - 1, run.Last + 1 + around);
        double inner = sums[run.Last + 1] - sums[run.First], all = sums[to] - sums[from];
        int outside = to - from - run.Length;
        return inner / run.Length - (outside == 0 ? 0 : (all - inner) / outside);
    }
}
