using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;

namespace MicroExpressions.Methods.LgsNet;

/// <summary>
/// Windows without an expression, each with a made-up one of no class: anchors learn that what looks as long as an expression need not be one
/// [source LGSNet]. Its length is drawn as CAS(ME)²'s expressions are distributed.
/// </summary>
internal static class BackgroundWindows
{
    private const int Frames = 128;     // in which the authors count a window

    /// <summary>A video's windows without expression, all of them or, drawn, a multiple of those with one.</summary>
    /// <param name="videos">with onset and offset</param>
    /// <param name="pyramid">lengths</param>
    /// <param name="most">windows without an expression for each one with it</param>
    /// <param name="random">draws windows and lengths</param>
    public static IReadOnlyList<VideoWindow> Draw(IReadOnlyList<TaughtVideo> videos, PyramidSettings pyramid, int most, Random random) =>
    [
        .. VideoWindows.All(videos, pyramid).GroupBy(w => w.Video).SelectMany(video =>
        {
            VideoWindow[] without = [.. video.Where(w => w.Expressions.Count == 0)];
            int count = Math.Min(without.Length, most * video.Count(w => w.Expressions.Count > 0));
            if (count < without.Length)
                random.Shuffle(without);
            return without.Take(count).Select(w => w with { Expressions = [new(Made(random, pyramid.Window), SnippetClass.Background)] });
        }),
    ];

    /// <summary>Three quarters last 12 to 36 of a window's 128 frames, a fifth up to 62, the rest up to the window's end.</summary>
    private static TemporalSegment Made(Random random, int window)
    {
        (int latest, int shortest, int longest) = random.Next(100) switch
        {
            < 75 => (110, 12, 36),
            < 94 => (74, 36, 62),
            _ => (35, 62, Frames),
        };
        int start = random.Next(latest + 1), end = random.Next(start + shortest, Math.Min(Frames, start + longest) + 1);
        return new(start * (double)window / Frames, end * (double)window / Frames);
    }
}
