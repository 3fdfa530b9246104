namespace MicroExpressions.Methods.SpFd;

/// <summary>Smoothing by polynomials (Savitzky and Golay 1964): each value becomes that of the polynomial which fits the values around it best.</summary>
internal static class SavitzkyGolay
{
    /// <summary>The smoothed curve; the values near an end are those of the first or the last window's polynomial.</summary>
    /// <param name="curve">as long as a window at least</param>
    /// <param name="window">values that a polynomial is fitted to, odd and more than the order</param>
    /// <param name="order">of the polynomials</param>
    public static double[] Smooth(IReadOnlyList<double> curve, int window, int order)
    {
        int half = window / 2;
        double[][] projection = Projection(window, order);
        return
        [
            .. Enumerable.Range(0, curve.Count).Select(i =>
            {
                int first = Math.Clamp(i - half, 0, curve.Count - window);
                return projection[i - first].Select((weight, k) => weight * curve[first + k]).Sum();
            }),
        ];
    }

    /// <summary><c>Q Qᵀ</c>, where the columns of Q are the powers up to the order on the window, made orthonormal: what fitting does to the values.</summary>
    private static double[][] Projection(int window, int order)
    {
        var basis = new List<double[]>();
        for (int power = 0; power <= order; power++)
        {
            double[] column = [.. Enumerable.Range(0, window).Select(k => Math.Pow((2.0 * k - (window - 1)) / window, power))];
            foreach (double[] known in basis)
            {
                double along = known.Zip(column, (a, b) => a * b).Sum();
                column = [.. column.Zip(known, (c, a) => c - along * a)];
            }
            double length = Math.Sqrt(column.Sum(c => c * c));
            basis.Add([.. column.Select(c => c / length)]);
        }
        return [.. Enumerable.Range(0, window).Select(row => Enumerable.Range(0, window).Select(k => basis.Sum(b => b[row] * b[k])).ToArray())];
    }
}
