namespace MicroExpressions.Spotting;

/// <summary>
/// Empirical mode decomposition (Huang et al. 1998): a curve as a sum of oscillations around zero, the quickest first, and what is left, its
/// trend. Envelopes are natural cubic splines; two extrema are mirrored beyond each end.
/// </summary>
public static class EmpiricalModeDecomposition
{
    /// <summary>Sifting ends where a round changes the mode by less than this share of its power [Huang 1998: .2 to .3].</summary>
    private const double LeastChange = 0.2;

    private const int MostRounds = 100, MostModes = 20, Mirrored = 2;

    /// <summary>Takes a curve apart; the modes and the trend add up to it.</summary>
    /// <param name="curve">the curve</param>
    public static (IReadOnlyList<double[]> Modes, double[] Trend) Of(IReadOnlyList<double> curve)
    {
        double[] rest = [.. curve];
        var modes = new List<double[]>();
        while (modes.Count < MostModes && Sift(rest) is double[] mode)
        {
            modes.Add(mode);
            rest = [.. rest.Zip(mode, (r, m) => r - m)];
        }
        return (modes, rest);
    }

    /// <summary>The quickest oscillation; null where a curve has fewer than three extrema.</summary>
    private static double[]? Sift(double[] curve)
    {
        double[] mode = curve;
        for (int round = 0; round < MostRounds; round++)
        {
            (List<int> highs, List<int> lows) = Extrema(mode);
            if (highs.Count == 0 || lows.Count == 0 || highs.Count + lows.Count < 3)
                return round == 0 ? null : mode;
            double[] upper = Envelope(mode, highs), lower = Envelope(mode, lows);
            double[] next = [.. mode.Select((m, i) => m - (upper[i] + lower[i]) / 2)];
            double change = mode.Zip(next, (a, b) => (a - b) * (a - b)).Sum(), power = mode.Sum(m => m * m);
            mode = next;
            if (change < LeastChange * power)
                break;
        }
        return mode;
    }

    /// <summary>Inner extrema; the middle of a flat one.</summary>
    private static (List<int> Highs, List<int> Lows) Extrema(double[] curve)
    {
        var (highs, lows) = (new List<int>(), new List<int>());
        for (int i = 1; i < curve.Length - 1; i++)
        {
            int last = i;
            while (last + 1 < curve.Length && curve[last + 1] == curve[i])
                last++;
            if (last + 1 < curve.Length)
                if (curve[i - 1] < curve[i] && curve[last + 1] < curve[i])
                    highs.Add((i + last) / 2);
                else if (curve[i - 1] > curve[i] && curve[last + 1] > curve[i])
                    lows.Add((i + last) / 2);
            i = last;
        }
        return (highs, lows);
    }

    /// <summary>The spline through extrema, and through their mirror images beyond the ends.</summary>
    private static double[] Envelope(double[] curve, List<int> extrema)
    {
        int end = curve.Length - 1;
        List<(double X, double Y)> knots =
        [
            .. extrema.Take(Mirrored).Reverse().Select(i => (-(double)i, curve[i])),
            .. extrema.Select(i => ((double)i, curve[i])),
            .. extrema.TakeLast(Mirrored).Reverse().Select(i => (2.0 * end - i, curve[i])),
        ];
        return Spline(knots, curve.Length);
    }

    /// <summary>A natural cubic spline at 0, 1, … (the tridiagonal system of its second derivatives, solved from both ends).</summary>
    private static double[] Spline(List<(double X, double Y)> knots, int length)
    {
        int n = knots.Count;
        var (second, upper) = (new double[n], new double[n]);
        for (int i = 1; i < n - 1; i++)
        {
            (double left, double right) = (knots[i].X - knots[i - 1].X, knots[i + 1].X - knots[i].X);
            double slope = 6 * ((knots[i + 1].Y - knots[i].Y) / right - (knots[i].Y - knots[i - 1].Y) / left);
            double pivot = 2 * (left + right) - left * upper[i - 1];
            upper[i] = right / pivot;
            second[i] = (slope - left * second[i - 1]) / pivot;
        }
        for (int i = n - 2; i > 0; i--)
            second[i] -= upper[i] * second[i + 1];
        var values = new double[length];
        for (int x = 0, k = 0; x < length; x++)
        {
            while (k < n - 2 && knots[k + 1].X < x)
                k++;
            double h = knots[k + 1].X - knots[k].X, a = (knots[k + 1].X - x) / h, b = 1 - a;
            values[x] = a * knots[k].Y + b * knots[k + 1].Y + ((a * a * a - a) * second[k] + (b * b * b - b) * second[k + 1]) * h * h / 6;
        }
        return values;
    }
}
