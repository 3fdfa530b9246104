namespace MicroExpressions.Methods.SpFd;

/// <summary>From the regions' speeds to intervals: short high peaks of each, and all regions' peaks together. As the authors' code has it, to the frame.</summary>
/// <param name="settings">the method's constants</param>
internal sealed class FlowBursts(SpFdSettings settings)
{
    /// <summary>What is found, in the order of time; positions of values, the last one included, and the highest peak in it.</summary>
    /// <param name="regions">of each region, its speed from each frame to the next, pixels a frame</param>
    public IReadOnlyList<(int From, int To, double Height)> Find(IReadOnlyList<double[]> regions)
    {
        int length = regions[0].Length, spared = Math.Min(settings.EndSpared, length / 4);
        var height = new double[length];
        if (length - 2 * spared < settings.Smoothed)
            return [];
        foreach (double[] speed in regions)
        {
            IReadOnlyList<(int From, int To, double Height)> peaks = Peaks(SavitzkyGolay.Smooth(speed[spared..^spared], settings.Smoothed, settings.Order));
            if (peaks.Count > settings.MostPeaks)
                continue;
            foreach (var peak in peaks)
                for (int i = spared + peak.From; i <= spared + peak.To; i++)
                    height[i] = Math.Max(height[i], peak.Height);
        }
        return Joined(Runs(height));
    }

    /// <summary>The peaks of a smoothed curve, from valley to valley; neither of its ends belongs to one.</summary>
    private List<(int From, int To, double Height)> Peaks(double[] curve)
    {
        var peaks = new List<(int, int, double)>();
        double highest = curve.Max();
        if (highest < settings.LeastHighest)
            return peaks;
        for (int centre = 2; centre < curve.Length - 2; centre++)
        {
            double height = curve[centre];
            if (height <= settings.PeakShare * highest || (settings.HighestLeftOut && height == highest) || height <= settings.LeastPeak
                || curve[centre + 1] >= height || curve[centre - 1] >= height)
                continue;
            int left = centre, right = centre;
            while (left > 1 && curve[left - 1] < curve[left])
                left--;
            while (right < curve.Length - 2 && curve[right + 1] < curve[right])
                right++;
            if (right - left + 1 <= settings.Longest)
                peaks.Add((left, right, height));
        }
        return peaks;
    }

    /// <summary>The stretches where any region has a peak.</summary>
    private static List<(int From, int To, double Height)> Runs(double[] height)
    {
        var runs = new List<(int, int, double)>();
        for (int first = 0; first < height.Length; first++)
        {
            int after = first;
            while (after < height.Length && height[after] > 0)
                after++;
            if (after > first)
                runs.Add((first, after - 1, height[first..after].Max()));
            first = after;
        }
        return runs;
    }

    /// <summary>The first and the second become one where little lies between them, the third and the fourth, and so on: pairs only [source SP-FD].</summary>
    private List<(int From, int To, double Height)> Joined(List<(int From, int To, double Height)> runs)
    {
        var joined = new List<(int, int, double)>();
        foreach (var pair in runs.Chunk(2))
            if (pair.Length == 2 && pair[1].From - pair[0].To <= settings.Gap)
                joined.Add((pair[0].From, pair[1].To, Math.Max(pair[0].Height, pair[1].Height)));
            else
                joined.AddRange(pair);
        return joined;
    }
}
