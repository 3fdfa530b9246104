namespace MicroExpressions.Spotting;

/// <summary>From a score a row to peaks and what stands about them, as MTSN's code reads them [source MTSN]. Rows count from 0.</summary>
internal static class ScorePeaks
{
    /// <summary>
    /// <c>s̄_t = mean of s_{t−k} … s_{t+k−1}</c>. At a video's ends what there is of the window counts [chosen: the authors look for nothing in the
    /// first and last k].
    /// </summary>
    /// <param name="scores">s <c>[T]</c></param>
    /// <param name="half">k; 0 leaves the scores as they are</param>
    public static double[] Smoothed(IReadOnlyList<float> scores, int half)
    {
        var sums = new double[scores.Count + 1];
        for (int t = 0; t < scores.Count; t++)
            sums[t + 1] = sums[t] + scores[t];
        return
        [
            .. Enumerable.Range(0, scores.Count).Select(t =>
            {
                int from = Math.Max(0, t - half), to = Math.Max(from + 1, Math.Min(scores.Count, t + half));
                return (sums[to] - sums[from]) / (to - from);
            }),
        ];
    }

    /// <summary>Rows higher than both neighbours, of equal ones the middle; of two that are too near the lower goes, from the highest down [source: SciPy's find_peaks].</summary>
    /// <param name="values"><c>[T]</c></param>
    /// <param name="apart">least rows between two peaks</param>
    public static IReadOnlyList<int> Peaks(double[] values, int apart)
    {
        var peaks = new List<int>();
        for (int t = 1; t < values.Length - 1; t++)
        {
            if (values[t - 1] >= values[t])
                continue;
            int end = t + 1;
            while (end < values.Length - 1 && values[end] == values[t])
                end++;
            if (values[end] < values[t])
                peaks.Add((t + end - 1) / 2);
            t = end - 1;
        }
        var kept = new List<int>();
        foreach (int peak in peaks.OrderByDescending(p => values[p]).ThenByDescending(p => p))
            if (kept.All(k => Math.Abs(k - peak) >= apart))
                kept.Add(peak);
        kept.Sort();
        return kept;
    }

    /// <summary>
    /// On each side the row whose value differs most from the peak's, of those that are near and high enough; equal ones: the first. Where none is,
    /// the peak itself [chosen: in the authors' code the video's first row, and the farthest on the other side].
    /// </summary>
    /// <param name="values"><c>[T]</c></param>
    /// <param name="peak">one of its rows</param>
    /// <param name="reach">rows to each side</param>
    /// <param name="above">what a row must be above</param>
    public static (int First, int Last) Ends(double[] values, int peak, int reach, double above)
    {
        return (Farthest(Math.Max(0, peak - reach), peak), Farthest(peak, Math.Min(values.Length - 1, peak + reach)));

        int Farthest(int from, int to)
        {
            (int row, double most) = (peak, 0);
            for (int t = from; t <= to; t++)
                if (values[t] > above && Math.Abs(values[peak] - values[t]) is double difference && difference > most)
                    (row, most) = (t, difference);
            return row;
        }
    }
}
