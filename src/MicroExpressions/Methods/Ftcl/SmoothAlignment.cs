namespace MicroExpressions.Methods.Ftcl;

/// <summary>
/// How well two sequences of snippets can be aligned, differentiable: the edit distance's recursion with a smooth maximum. Value and
/// gradient are computed in place, cell by cell, so that no graph of a tensor a cell is built.
/// </summary>
public static class SmoothAlignment
{
    /// <summary>
    /// <code>
    /// C_ij = m_ij + γ log(exp(C_{i−1,j−1}/γ) + exp((g_ij + C_{i−1,j})/γ) + exp((g_ij + C_{i,j−1})/γ))     C_i0 = C_0j = 0
    /// </code>
    /// </summary>
    /// <param name="match">m <c>[n, k]</c>, row-major: how alike two snippets are</param>
    /// <param name="gap">g <c>[n, k]</c>: what leaving one out counts</param>
    /// <param name="columns">k</param>
    /// <param name="gamma">γ: the smaller, the harder the maximum</param>
    /// <returns>C_nk, and its derivatives to m and g</returns>
    /// <exception cref="ArgumentException">matrices that differ, or are no matrices</exception>
    public static (double Score, float[] Match, float[] Gap) Of(ReadOnlySpan<float> match, ReadOnlySpan<float> gap, int columns, double gamma)
    {
        if (match.IsEmpty || match.Length != gap.Length || columns < 1 || match.Length % columns != 0)
            throw new ArgumentException($"{match.Length} likenesses and {gap.Length} gaps in rows of {columns}", nameof(match));
        int rows = match.Length / columns, width = columns + 1;
        var cost = new double[(rows + 1) * width];
        var along = new double[3 * match.Length];       // the smooth maximum's shares: diagonal, down, right
        for (int i = 1; i <= rows; i++)
            for (int j = 1; j <= columns; j++)
            {
                int cell = (i - 1) * columns + j - 1, place = i * width + j;
                double diagonal = cost[place - width - 1], down = gap[cell] + cost[place - width], right = gap[cell] + cost[place - 1];
                double largest = Math.Max(diagonal, Math.Max(down, right));
                double d = Math.Exp((diagonal - largest) / gamma), v = Math.Exp((down - largest) / gamma), r = Math.Exp((right - largest) / gamma), sum = d + v + r;
                (along[3 * cell], along[3 * cell + 1], along[3 * cell + 2]) = (d / sum, v / sum, r / sum);
                cost[place] = match[cell] + largest + gamma * Math.Log(sum);
            }
        var share = new double[cost.Length];            // how much C_nk depends on each cell
        float[] toMatch = new float[match.Length], toGap = new float[match.Length];
        share[^1] = 1;
        for (int i = rows; i >= 1; i--)
            for (int j = columns; j >= 1; j--)
            {
                int cell = (i - 1) * columns + j - 1, place = i * width + j;
                double d = along[3 * cell], v = along[3 * cell + 1], r = along[3 * cell + 2], own = share[place];
                share[place - width - 1] += own * d;
                share[place - width] += own * v;
                share[place - 1] += own * r;
                (toMatch[cell], toGap[cell]) = ((float)own, (float)(own * (v + r)));
            }
        return (cost[^1], toMatch, toGap);
    }
}
