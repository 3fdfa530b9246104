using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.Mdmd;

/// <summary>
/// From a face's frames to intervals: the differences of all frames, each less those of the frames around it, and the runs of what is left
/// above a threshold; once with a <c>k</c> for micro-expressions and once with one for macro-expressions.
/// </summary>
/// <param name="rate">frames per second</param>
/// <param name="settings">the method's constants</param>
public sealed class MdmdSpotter(double rate, MdmdSettings? settings = null)
{
    /// <summary>Frames that are looked at together, on as many cores as there are.</summary>
    private const int Together = 32;

    private readonly MdmdSettings settings = settings ?? new();

    /// <summary>Finds the expressions of both kinds, best first: those first that went furthest and came back [ours: the method gives no scores].</summary>
    /// <param name="face">the face, cut out the same way in all frames</param>
    /// <param name="cancellation">ends the work between some frames</param>
    /// <exception cref="InputException">too few frames for the method</exception>
    public IReadOnlyList<SpottedInterval> Spot(IFrameSource face, CancellationToken cancellation = default)
    {
        int micro = Reach(settings.MicroReach, face), macro = Reach(settings.MacroReach, face);
        int shortest = Frames(settings.Shortest), longestMicro = Frames(settings.LongestMicro);
        double[][] differences = Differences(face, [micro, macro], cancellation);
        return
        [
            .. Found(Relative(differences[0], micro), micro, shortest, longestMicro)
                .Concat(Found(Relative(differences[1], macro), macro, longestMicro + 1, int.MaxValue)).OrderByDescending(i => i.Score),
        ];
    }

    /// <summary>The difference of each frame that has <c>k</c> frames before it and after it, for each <c>k</c>; only what those reach is held.</summary>
    private double[][] Differences(IFrameSource face, int[] reaches, CancellationToken cancellation)
    {
        double[][] differences = [.. reaches.Select(k => new double[face.Count - 2 * k])];
        var held = new Frame[2 * reaches.Max() + Together];
        for (int first = 0; first < face.Count; first += Together)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(first + Together, face.Count);
            for (int t = first; t < end; t++)
                held[t % held.Length] = face.Read(t).ToGrey();
            EveryCore.For(first, end, t =>
            {
                foreach (var (i, k) in reaches.Index())
                    if (t >= 2 * k)
                    {
                        Frame before = held[(t - 2 * k) % held.Length];
                        differences[i][t - 2 * k] = MainDirection.Difference(
                            settings.Flow.Between(before, held[(t - k) % held.Length]), settings.Flow.Between(before, held[t % held.Length]), settings);
                    }
            });
        }
        return differences;
    }

    /// <summary>
    /// Each difference less the mean of those <c>k − 1</c> frames before and after; the first belongs to the video's frame <c>2k</c>, counted from 1.
    /// </summary>
    /// <param name="differences">of the frames <c>k + 1 … N − k</c></param>
    /// <param name="k">how far is looked, frames</param>
    internal double[] Relative(double[] differences, int k)
    {
        int around = k - 1, spared = settings.EndSpared ? 2 * k : 0;
        return
        [
            .. Enumerable.Range(around, differences.Length - spared - 2 * around).Select(i => differences[i] - (differences[i - around] + differences[i + around]) / 2),
        ];
    }

    /// <summary>The height above which a frame is part of an expression.</summary>
    internal double Limit(double[] relative)
    {
        double mean = relative.Average();
        return mean + settings.Threshold * (relative.Max() - mean);
    }

    /// <summary><c>k</c> in frames; halved until the video has 4k frames beside those at its ends, which the method needs.</summary>
    internal int Reach(double seconds, IFrameSource face)
    {
        const int least = 6;
        if (face.Count < least)
            throw new InputException(face.Name, $"{face.Count} frames", $"at least {least}", "MDMD holds each frame against those before and after it.");
        int k = Math.Max(1, Frames(seconds));
        while (face.Count - 6 * k < 0)
            k = (int)Math.Round(k / 2.0, MidpointRounding.AwayFromZero);
        return k;
    }

    private IEnumerable<SpottedInterval> Found(double[] relative, int k, int shortest, int longest)
    {
        double limit = Limit(relative);
        for (int first = 0; first < relative.Length; first++)
        {
            int after = first;
            while (after < relative.Length && relative[after] > limit)
                after++;
            int length = after - first;
            if (length >= shortest && length <= longest)
                yield return new(2 * k + first, 2 * k + after - 1, SpottedInterval.KindOf(length, rate), relative[first..after].Max());
            first = after;
        }
    }

    /// <summary>Seconds in frames, halves upwards: so both sets have the numbers that are published.</summary>
    internal int Frames(double seconds) => (int)Math.Round(seconds * rate, MidpointRounding.AwayFromZero);
}
