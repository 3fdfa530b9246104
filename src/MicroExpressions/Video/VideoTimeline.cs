namespace MicroExpressions.Video;

/// <summary>Which coded picture of a file is shown in each frame of the video, where some are damaged or lost.</summary>
/// <param name="Shown">for each frame the picture: its own, or the one before that stands in for it</param>
/// <param name="Missing">frames that have no picture of their own</param>
/// <param name="Seconds">when each frame is shown; empty where the container does not say</param>
internal sealed record VideoTimeline(int[] Shown, int[] Missing, double[] Seconds)
{
    /// <summary>Where no more than this part of all frames is followed by a gap, the rate is taken to be steady, and frames to be missing there [chosen].</summary>
    private const double MostGaps = 0.05;

    /// <summary>Frames.</summary>
    public int Count => Shown.Length;

    /// <summary>From the pictures that are there.</summary>
    /// <param name="pictures">how many, up to the last that can be decoded</param>
    /// <param name="spoilt">those of them that cannot be shown; a good one before stands in, at the beginning the first good one</param>
    /// <param name="seconds">when each is shown; empty where the container does not say</param>
    /// <param name="lost">frames that the header states and the file does not have: they are where time passes without one, as far as that explains them</param>
    public static VideoTimeline Of(int pictures, IEnumerable<int> spoilt, double[] seconds, int lost)
    {
        var bad = new HashSet<int>(spoilt);
        Dictionary<int, int> more = lost > 0 && Gaps(seconds) is var gaps && gaps.Sum(g => g.Frames) <= lost ? gaps.ToDictionary(g => g.After, g => g.Frames) : [];
        var (shown, missing, times) = (new List<int>(), new List<int>(), new List<double>());
        int last = Enumerable.Range(0, pictures).FirstOrDefault(i => !bad.Contains(i));
        for (int i = 0; i < pictures; i++)
        {
            if (!bad.Contains(i))
                last = i;
            int inside = more.GetValueOrDefault(i);
            for (int k = 0; k <= inside; k++)
            {
                if (k > 0 || last != i)
                    missing.Add(shown.Count);
                shown.Add(last);
                if (seconds.Length > 0)
                    times.Add(seconds[i] + (k == 0 ? 0 : (seconds[i + 1] - seconds[i]) * k / (inside + 1)));
            }
        }
        return new([.. shown], [.. missing], [.. times]);
    }

    /// <summary>The gaps of a video that is steady but for them; none where they are many, as where the rate varies.</summary>
    public static (int After, int Frames)[] FewGaps(double[] seconds) =>
        Gaps(seconds) is var gaps && gaps.Length <= Math.Max(1, MostGaps * seconds.Length) ? gaps : [];

    /// <summary>Where more time passes than from frame to frame elsewhere: the position before, and for how many frames more.</summary>
    private static (int After, int Frames)[] Gaps(double[] seconds)
    {
        if (seconds.Length < 3)
            return [];
        double[] steps = [.. seconds.Zip(seconds.Skip(1), (a, b) => b - a)];
        double usual = steps.Order().ElementAt(steps.Length / 2);
        return [.. steps.Index().Select(s => (s.Index, (int)Math.Round(s.Item / usual) - 1)).Where(g => g.Item2 > 0)];
    }
}
