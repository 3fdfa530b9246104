using System.Numerics;

namespace MicroExpressions.Spotting;

/// <summary>
/// He et al.'s rules, which are Zhao et al.'s too, on one region's curve: how far it lies from where it was in the window's first frame. Positions count from 0 within
/// the curve; an interval's end belongs to it. Kept as the public code has them, to the frame.
/// </summary>
public sealed class MovementPeaks
{
    private readonly MovementRules settings;
    private readonly double rate;
    private readonly double[] curve, detrended;

    /// <param name="smooth">the region's curve without what is quicker than a face</param>
    /// <param name="detrended">the same without its trend</param>
    /// <param name="rate">frames per second</param>
    /// <param name="settings">the rules' constants</param>
    internal MovementPeaks(double[] smooth, double[] detrended, double rate, MovementRules settings) =>
        (curve, this.detrended, this.rate, this.settings) = (smooth, detrended, rate, settings);

    /// <summary>The curve of a region.</summary>
    /// <param name="distance">its distance from its place in the window's first frame</param>
    /// <param name="rate">frames per second</param>
    /// <param name="settings">the rules' constants</param>
    public static MovementPeaks Of(IReadOnlyList<double> distance, double rate, MovementRules settings)
    {
        double[] smooth = LowPass(distance, settings.LowPass, rate), trend = EmpiricalModeDecomposition.Of(smooth).Trend;
        return new(smooth, [.. smooth.Zip(trend, (c, t) => c - t)], rate, settings);
    }

    /// <summary>The movements in the curve: found, widened to their feet, parted at valleys.</summary>
    /// <param name="least">how far the region must have moved within a second</param>
    public IReadOnlyList<(int From, int To)> Find(double least) => [.. Joined(Peaks(least)).Select(Widened).SelectMany(Parted)];

    /// <summary>Frequencies below a limit (the public code's filter: a Fourier transform cut off, one bin more on the negative side, and the modulus).</summary>
    internal static double[] LowPass(IReadOnlyList<double> signal, double limit, double rate)
    {
        int n = signal.Count;
        int cut = Enumerable.Range(0, (n + 1) / 2).MinBy(k => Math.Abs(k * rate / n - limit));
        if (cut == 0)
            return [.. signal.Select(Math.Abs)];
        Complex Turn(long turns) => Complex.FromPolarCoordinates(1, 2 * Math.PI * (turns % n) / n);
        int[] kept = [.. Enumerable.Range(0, cut), .. Enumerable.Range(n - cut, cut)];
        Complex[] bins = [.. kept.Select(k => signal.Select((s, t) => s * Turn(-(long)k * t)).Aggregate(Complex.Zero, Complex.Add))];
        return [.. Enumerable.Range(0, n).Select(t => (kept.Zip(bins, (k, bin) => bin * Turn((long)k * t)).Aggregate(Complex.Zero, Complex.Add) / n).Magnitude)];
    }

    private int Frames(double seconds) => (int)(seconds * rate + 1e-9);

    /// <summary>Where the curve is high: above its lowest point, and above what is near, with its trend and without it.</summary>
    private IEnumerable<int> Peaks(double least)
    {
        double lowest = curve.Min();
        int near = Frames(settings.ValleySeconds);
        return Joined(Enumerable.Range(0, curve.Length).Where(i => curve[i] - lowest >= settings.AboveLowest))
            .SelectMany(w => Enumerable.Range(w.From, w.To - w.From))
            .Where(i => Above(curve, i, near) > least && Above(detrended, i, near) > settings.WithoutTrend)
            .Distinct().Order();
    }

    private static double Above(double[] values, int i, int near)
    {
        int from = Math.Max(0, i - near), to = Math.Min(values.Length - 1, i + near);
        return values[i] - values[from..to].Min();
    }

    /// <summary>Positions less than three apart are one run.</summary>
    private static IEnumerable<(int From, int To)> Joined(IEnumerable<int> positions)
    {
        (int From, int To)? run = null;
        foreach (int p in positions)
            if (run is (int from, int to) && p - to < 3)
                run = (from, p);
            else
            {
                if (run is not null)
                    yield return run.Value;
                run = (p, p);
            }
        if (run is not null)
            yield return run.Value;
    }

    /// <summary>Both flanks down to a third of the peak's height over its valley, or to where the curve rises again.</summary>
    private (int From, int To) Widened((int From, int To) run)
    {
        (int head, int tail) = run;
        int near = Frames(settings.ValleySeconds), foot = Frames(settings.FootSeconds), last = curve.Length - 1;
        double peak = tail > head ? curve[head..tail].Max() : curve[head];
        int left = Lowest(Math.Max(0, head - near), Math.Min(last, head + near)), right = Lowest(Math.Max(0, tail - near), Math.Min(last, tail + near));
        if (left < head)
        {
            for (int j = head - 1; j >= 0; j--)
                if (curve[j] - curve[left] < settings.FlankShare * (peak - curve[left]))
                {
                    head = j;
                    break;
                }
                else if (curve[j] > curve[j + 1])
                {
                    head = j + 2;
                    break;
                }
        }
        else if (Lowest(Math.Max(head - foot, 0), head + 1) is int start && curve[head] - curve[start] > settings.FootDepth)
            head = start + 1;
        if (right > tail)
        {
            for (int j = tail + 1; j < right; j++)
                if (curve[j] - curve[right] < settings.FlankShare * (peak - curve[right]))
                {
                    tail = j;
                    break;
                }
                else if (curve[j] > curve[j - 1])
                {
                    tail = j - 2;
                    break;
                }
        }
        else if (Lowest(tail, Math.Min(tail + foot, last) + 1) is int end && curve[tail] - curve[end] > settings.FootDepth)
            tail = end - 1;
        return (head, tail);
    }

    /// <summary>Two movements where a valley lies between two peaks.</summary>
    private IEnumerable<(int From, int To)> Parted((int From, int To) movement)
    {
        (int head, int tail) = movement;
        int spared = Frames(settings.EndsSpared);
        if (tail - head >= Frames(settings.LeastParted) && tail - head > 2 * spared)
        {
            int valley = Lowest(head + spared, tail - spared);
            double left = curve[head..valley].Max(), right = curve[valley..tail].Max();
            if (Parts(left) && Parts(right))
                return [(head, valley - 1), (valley + 1, tail)];
            bool Parts(double peak) => peak - curve[valley] > Math.Max(settings.PartingDepth, settings.PartingShare * peak);
        }
        return [(head, tail)];
    }

    /// <summary>The first lowest position in [from, to).</summary>
    private int Lowest(int from, int to)
    {
        int lowest = from;
        for (int i = from + 1; i < to; i++)
            if (curve[i] < curve[lowest])
                lowest = i;
        return lowest;
    }
}
