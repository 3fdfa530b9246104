using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>A window of a video.</summary>
/// <param name="Video">the video's position</param>
/// <param name="First">its first snippet</param>
/// <param name="Expressions">in steps from the window's first</param>
internal sealed record VideoWindow(int Video, int First, IReadOnlyList<WindowExpression> Expressions);

/// <summary>Windows of a fixed length over long videos [source LSSNet, LGSNet].</summary>
internal static class VideoWindows
{
    /// <summary>
    /// First snippets of the windows over a video: every stride as long as a window fits, and one that ends with the video. A video shorter than
    /// a window has one.
    /// </summary>
    /// <param name="snippets">T</param>
    /// <param name="pyramid">lengths</param>
    /// <param name="stride">steps from one window to the next</param>
    public static IReadOnlyList<int> Starts(int snippets, PyramidSettings pyramid, int stride)
    {
        int length = pyramid.WindowSnippets, step = stride / pyramid.StepsPerSnippet, last = Math.Max(0, snippets - length);
        return [.. Enumerable.Range(0, last / step + 1).Select(i => i * step).Append(last).Distinct()];
    }

    /// <summary>The windows that hold expressions.</summary>
    /// <param name="videos">with onset and offset</param>
    /// <param name="pyramid">lengths</param>
    /// <exception cref="InputException">no window holds an expression</exception>
    public static IReadOnlyList<VideoWindow> WithExpressions(IReadOnlyList<TaughtVideo> videos, PyramidSettings pyramid)
    {
        VideoWindow[] windows = [.. All(videos, pyramid).Where(w => w.Expressions.Count > 0)];
        return windows.Length > 0 ? windows : throw new InputException(
            $"{videos.Count} training videos", $"no expression of which {pyramid.LeastShare:0.##} lie within {pyramid.WindowSnippets} snippets", "at least one",
            "Give labels with onset and offset, or set a longer PyramidSettings.Window.");
    }

    /// <summary>Every window over every video, with its expressions: those of which it has more than the least share, cut to it.</summary>
    /// <param name="videos">with onset and offset</param>
    /// <param name="pyramid">lengths</param>
    public static IEnumerable<VideoWindow> All(IReadOnlyList<TaughtVideo> videos, PyramidSettings pyramid) => videos.Index().SelectMany(video =>
    {
        double frames = video.Item.Video.SnippetLength / (double)pyramid.StepsPerSnippet;     // a step's
        (TemporalSegment Segment, SnippetClass Class)[] expressions =
            [.. video.Item.Intervals.Select(i => (new TemporalSegment((i.Onset - 1) / frames, i.Offset / frames), SnippetClasses.Of(i.Kind)))];
        return Starts(video.Item.Snippets, pyramid, pyramid.TrainingStride).Select(first =>
        {
            var window = new TemporalSegment(first * pyramid.StepsPerSnippet, first * pyramid.StepsPerSnippet + pyramid.Window);
            return new VideoWindow(video.Index, first,
            [
                .. expressions.Where(e => e.Segment.Common(window) > pyramid.LeastShare * e.Segment.Length).Select(e => new WindowExpression(
                    new(Math.Max(e.Segment.Start, window.Start) - window.Start, Math.Min(e.Segment.End, window.End) - window.Start), e.Class)),
            ]);
        });
    });

    /// <summary>
    /// Windows as steps, <c>[N, W, D]</c>: a step's value lies on the line between the middles of the two snippets that it is nearest to. What lies
    /// beyond the video's end is its last snippet [source LSSNet].
    /// </summary>
    /// <param name="snippets">a batch of videos, both modalities <c>[B, T, D]</c></param>
    /// <param name="windows">row of the video, its number of snippets, the window's first snippet</param>
    /// <param name="pyramid">lengths</param>
    public static Tensor Cut(Tensor snippets, IReadOnlyList<(int Row, int Length, int First)> windows, PyramidSettings pyramid)
    {
        using DisposeScope scope = NewDisposeScope();
        int seen = pyramid.WindowSnippets + 2;      // one on each side, for the steps near the window's ends
        long[] rows = [.. windows.SelectMany(w => Enumerable.Range(-1, seen).Select(i => w.Row * snippets.shape[1] + Math.Clamp(w.First + i, 0, w.Length - 1)))];
        Tensor chosen = snippets.flatten(0, 1).index_select(0, tensor(rows, dtype: int64, device: snippets.device)).view(windows.Count, seen, -1);
        return matmul(Interpolation(pyramid).to(snippets.device), chosen).MoveToOuterDisposeScope();     // [W, n + 2] · [N, n + 2, D]
    }

    /// <summary><c>[W, n + 2]</c>: what each snippet, from the one before the window to the one after, counts in each step.</summary>
    private static Tensor Interpolation(PyramidSettings pyramid)
    {
        int steps = pyramid.StepsPerSnippet, seen = pyramid.WindowSnippets + 2;
        var weights = new float[pyramid.Window * seen];
        for (int step = 0; step < pyramid.Window; step++)
        {
            double aside = SnippetInterpolation.Aside(step, steps);
            int own = step / steps + 1;
            weights[step * seen + own] = (float)(1 - Math.Abs(aside));
            weights[step * seen + own + Math.Sign(aside)] += (float)Math.Abs(aside);
        }
        return tensor(weights, dtype: float32).view(pyramid.Window, seen);
    }
}
