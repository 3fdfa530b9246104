namespace MicroExpressions.Spotting;

/// <summary>One expression that several regions of a face show, each at its own time [source He 2021, Zhao 2022].</summary>
public static class IntervalMerging
{
    /// <summary>
    /// Intervals that share more than a part of the shorter one become one, in the order in which they come: each is held against those that
    /// stand already, which it widens where it is one with them.
    /// </summary>
    /// <param name="intervals">first and last position</param>
    /// <param name="share">the part</param>
    public static IReadOnlyList<(int From, int To)> Of(IReadOnlyList<(int From, int To)> intervals, double share)
    {
        var merged = new List<(int From, int To)>();
        foreach (var (from, to) in intervals)
        {
            bool alone = true;
            for (int i = 0; i < merged.Count; i++)
            {
                int common = Math.Min(to, merged[i].To) - Math.Max(from, merged[i].From), shorter = Math.Min(to - from, merged[i].To - merged[i].From);
                if (common > 0 && common > share * shorter)
                {
                    merged[i] = (Math.Min(from, merged[i].From), Math.Max(to, merged[i].To));
                    alone = false;
                }
            }
            if (alone)
                merged.Add((from, to));
        }
        return merged;
    }
}
