using System.Numerics;
using MicroExpressions.Annotations;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Video;

namespace MicroExpressions.Spotting;

/// <summary>What is found in one video.</summary>
/// <param name="Intervals">the expressions, in the order of time</param>
/// <param name="Curves">for each frame where each of <see cref="FaceRegion.All"/> is, against its place when the face was first seen or seen again; null where no face is seen</param>
public sealed record MovedRegions(IReadOnlyList<MovedInterval> Intervals, IReadOnlyList<Vector2[]?> Curves);

/// <summary>
/// He et al. (MM 2021) and Zhao et al. (MM 2022): no training. Each window of 200 frames is held against its first frame, region by region,
/// the nose's tip taken off; where a region goes away and comes back, something was expressed. Departures from both public codes: frames are
/// aligned by the mesh and what does not move instead of up to four times by the nose's tip; their three regions of whole brows and mouth are
/// left out; stretches without a face part the video.
/// </summary>
/// <param name="rate">frames per second of what is shown to it, about that of the settings</param>
/// <param name="settings">the rules' constants</param>
public sealed class RegionSpotter(double rate, MovementRules settings)
{
    /// <summary>
    /// What is found in the frames of a video, those first whose region moved furthest [ours: the methods give no scores]. Videos faster than
    /// the rules' rate are thinned to about that.
    /// </summary>
    /// <param name="video">the whole frames</param>
    /// <param name="settings">the rules' constants</param>
    /// <param name="alignment">how a face is aligned</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">no face in it; the face models are not there</exception>
    public static IReadOnlyList<SpottedInterval> Find(IFrameSource video, MovementRules settings, FaceAlignmentSettings alignment, CancellationToken cancellation)
    {
        int step = Math.Max(1, (int)Math.Round(video.FramesPerSecond / settings.FramesPerSecond));
        var looked = new EveryNthFrame(video, step);
        FaceShape? shape = null;
        MovedRegions moved = new RegionSpotter(looked.FramesPerSecond, settings).Spot(
            AlignedFaces.Of(looked, settings: alignment, opened: first => shape = first, cancellation: cancellation).Select(face => face.Seen ? face.Grey(alignment.Size) : null),
            () => new RegionMotion(shape!, alignment.Size), cancellation: cancellation);
        return [.. moved.Intervals.Select(i => new SpottedInterval(i.Onset * step + 1, Math.Min(i.Offset * step + 1, video.Count), i.Kind, i.Strength)).OrderByDescending(i => i.Score)];
    }

    /// <summary>Finds the expressions.</summary>
    /// <param name="faces">the aligned face of each frame, in their order; null where there is none. Only one window of them is held</param>
    /// <param name="motion">asks how the regions moved; first asked when the first face has come</param>
    /// <param name="progress">told how many frames are done</param>
    /// <param name="cancellation">ends the work between two windows</param>
    public MovedRegions Spot(IEnumerable<Frame?> faces, Func<RegionMotion> motion, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var curves = new List<Vector2[]?>();
        var found = new List<(int From, int To, int Region)>();
        var expressions = new List<(int From, int To)>();
        var window = new List<Frame>();
        int start = 0, position = 0;
        foreach (Frame? face in faces.Append(null))
        {
            if (face is not null)
            {
                if (window.Count == 0)
                    start = position;
                window.Add(face.ToGrey());
            }
            while (window.Count == settings.Window || (face is null && window.Count > 0))
            {
                cancellation.ThrowIfCancellationRequested();
                int step = Search(window, start, motion(), curves, found, expressions);
                progress?.Report(start + window.Count);
                bool ends = face is null && start + window.Count == position;
                if (ends)
                    window.Clear();
                else
                {
                    window.RemoveRange(0, step);
                    start += step;
                    break;
                }
            }
            position++;
            while (curves.Count < position && face is null)
                curves.Add(null);
        }
        curves.RemoveAt(curves.Count - 1);      // of the end that was appended
        return new(Expressions(expressions, found, curves), curves);
    }

    /// <summary>Searches one window. Returns how many frames on the next one begins: so that it does not cut through a movement.</summary>
    private int Search(List<Frame> window, int start, RegionMotion motion, List<Vector2[]?> curves, List<(int, int, int)> found, List<(int From, int To)> expressions)
    {
        var moved = new Vector2[window.Count][];
        moved[0] = new Vector2[FaceRegion.All.Length];
        EveryCore.For(1, window.Count, k => moved[k] = motion.Between(window[0], window[k]));
        Join(curves, start, moved);

        var here = new List<(int From, int To)>();
        const int end = 1;      // of a window the first and the last frame are left out [public code]
        if (window.Count >= Frames(settings.Shortest) + 2 * end)
            foreach (var (r, region) in FaceRegion.All.Index())
                if (settings.LeastMovement(region) is double least)
                    foreach (var (from, to) in MovementPeaks.Of([.. moved[end..^end].Select(m => (double)m[r].Length())], rate, settings).Find(least))
                    {
                        here.Add((start + end + from, start + end + to));
                        found.Add((start + end + from, start + end + to, r));
                    }
        IReadOnlyList<(int From, int To)> joined = Merged(here);
        expressions.AddRange(joined);

        int step = settings.Step, middle = settings.Window / 2;
        foreach (var (from, to) in joined.Select(w => (w.From - start, w.To - start)))
            if (from < middle && to > middle)
                step = to < middle + 50 ? to + 20 : from > middle - 50 ? from - 20 : Math.Min(settings.Window - 11, to) + 10;
        return Math.Clamp(step, 1, window.Count);
    }

    /// <summary>Movements of a window become part of one curve over the video: where windows overlap, they meet in the last known frame.</summary>
    private static void Join(List<Vector2[]?> curves, int start, Vector2[][] moved)
    {
        int last = curves.Count - 1;
        Vector2[] lift = last >= start && curves[last] is Vector2[] known ? [.. known.Zip(moved[last - start], (c, m) => c - m)] : new Vector2[moved[0].Length];
        while (curves.Count < start)
            curves.Add(null);
        for (int k = curves.Count - start; k < moved.Length; k++)
            curves.Add([.. moved[k].Zip(lift, (m, l) => m + l)]);
    }

    private IReadOnlyList<MovedInterval> Expressions(List<(int From, int To)> intervals, List<(int From, int To, int Region)> found, List<Vector2[]?> curves)
    {
        var expressions = new List<MovedInterval>();
        foreach (var (from, to) in Merged([.. intervals.Where(i => i.To - i.From >= Frames(settings.Shortest) && i.To - i.From <= Math.Round(settings.Longest * rate))]).Order())
        {
            (int Region, int At, Vector2 Far)[] regions =
            [
                .. found.Where(f => f.From < to && f.To > from).Select(f => f.Region).Distinct().Select(r => Furthest(r)).OrderByDescending(r => r.Far.Length()),
            ];
            expressions.Add(new(
                from, to, regions[0].At, SpottedInterval.KindOf(to - from + 1, rate), [.. regions.Select(r => new RegionMovement(FaceRegion.All[r.Region], r.Far))]));

            (int Region, int At, Vector2 Far) Furthest(int region)
            {
                Vector2 before = curves[from]![region];
                int at = Enumerable.Range(from, to - from + 1).MaxBy(t => Vector2.Distance(curves[t]![region], before));
                return (region, at, curves[at]![region] - before);
            }
        }
        return expressions;
    }

    /// <summary>Twice, as the public codes do: what grew may now meet what came before it.</summary>
    private IReadOnlyList<(int From, int To)> Merged(IReadOnlyList<(int From, int To)> intervals) =>
        IntervalMerging.Of(IntervalMerging.Of(intervals, settings.SameExpression), settings.SameExpression);

    private int Frames(double seconds) => (int)Math.Round(seconds * rate);
}
