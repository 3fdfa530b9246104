namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>
/// Local contrast normalisation: a pixel against what is about it, so that light and skin matter less (Jarrett, Kavukcuoglu, Ranzato, LeCun: What
/// is the best multi-stage architecture for object recognition?, ICCV 2009).
/// </summary>
internal static class LocalContrast
{
    /// <summary>
    /// <c>v = I − w∗I</c>, <c>σ = √(w∗v²)</c>, <c>y = v / max(σ, mean σ)</c>; w gaussian, at the borders of what lies in the picture [chosen]. A
    /// picture without any contrast gives 0. Public code (eddiehe99/pytorch-expression-spotting, MIT) takes σ of I instead, and the larger of both
    /// quotients.
    /// </summary>
    /// <param name="picture">I <c>[S, S]</c></param>
    /// <param name="side">S</param>
    /// <param name="kernel">pixels in a row of w, odd</param>
    /// <param name="sigma">of w, pixels</param>
    public static float[] Of(float[] picture, int side, int kernel, double sigma)
    {
        double[] mean = Blurred(picture.Select(p => (double)p).ToArray(), side, kernel, sigma);
        double[] v = [.. picture.Zip(mean, (p, m) => p - m)];
        double[] deviation = [.. Blurred(v.Select(x => x * x).ToArray(), side, kernel, sigma).Select(Math.Sqrt)];
        double least = deviation.Average();
        return [.. v.Zip(deviation, (x, d) => Math.Max(d, least) is > Flat and double by ? (float)(x / by) : 0)];
    }

    /// <summary>What is less is rounding: grey values count from 0 to 255.</summary>
    private const double Flat = 1e-6;

    /// <summary><c>w∗I</c>, columns after rows.</summary>
    private static double[] Blurred(double[] picture, int side, int kernel, double sigma)
    {
        int half = kernel / 2;
        double[] weights = [.. Enumerable.Range(-half, kernel).Select(d => Math.Exp(-d * d / (2 * sigma * sigma)))];
        return Along(Along(picture, step: 1, line: side), step: side, line: 1);

        double[] Along(double[] values, int step, int line)
        {
            var blurred = new double[values.Length];
            for (int start = 0; start < side; start++)
                for (int at = 0; at < side; at++)
                {
                    var (sum, weight) = (0.0, 0.0);
                    for (int other = Math.Max(0, at - half); other <= Math.Min(side - 1, at + half); other++)
                    {
                        double w = weights[other - at + half];
                        (sum, weight) = (sum + w * values[start * line + other * step], weight + w);
                    }
                    blurred[start * line + at * step] = sum / weight;
                }
            return blurred;
        }
    }
}
