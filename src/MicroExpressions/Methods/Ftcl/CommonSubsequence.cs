namespace MicroExpressions.Methods.Ftcl;

/// <summary>The longest common subsequence of two videos' snippets, of which two are the same when they are alike enough.</summary>
public static class CommonSubsequence
{
    /// <summary>
    /// <code>
    /// C_ij = C_{i−1,j−1} + s_ij where s_ij > threshold, else max(C_{i−1,j}, C_{i,j−1})     C_i0 = C_0j = 0
    /// </code>
    /// C_nk is the sum of the s_ij that are marked.
    /// </summary>
    /// <param name="similarity">s <c>[n, k]</c>, row-major</param>
    /// <param name="columns">k</param>
    /// <param name="threshold">above it two snippets are the same</param>
    /// <returns>1 where the subsequence takes a pair, else 0, <c>[n, k]</c></returns>
    /// <exception cref="ArgumentException">no matrix</exception>
    public static float[] Of(ReadOnlySpan<float> similarity, int columns, double threshold)
    {
        if (similarity.IsEmpty || columns < 1 || similarity.Length % columns != 0)
            throw new ArgumentException($"{similarity.Length} similarities in rows of {columns}", nameof(similarity));
        int rows = similarity.Length / columns, width = columns + 1;
        var length = new float[(rows + 1) * width];
        for (int i = 1; i <= rows; i++)
            for (int j = 1; j <= columns; j++)
            {
                int place = i * width + j;
                float s = similarity[(i - 1) * columns + j - 1];
                length[place] = s > threshold ? length[place - width - 1] + s : Math.Max(length[place - width], length[place - 1]);
            }
        var taken = new float[similarity.Length];
        for (int i = rows, j = columns; i > 0 && j > 0;)
        {
            int cell = (i - 1) * columns + j - 1, place = i * width + j;
            if (similarity[cell] > threshold)
            {
                taken[cell] = 1;
                (i, j) = (i - 1, j - 1);
            }
            else if (length[place - width] >= length[place - 1])
                i--;
            else
                j--;
        }
        return taken;
    }
}
