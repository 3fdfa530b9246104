using MicroExpressions.Training;

namespace MicroExpressions.Methods;

/// <summary>
/// Rows of methods that look at single frames: a snippet is a frame, the middle one of so many. Every frame would be a row in the papers;
/// at 15 rows a second the synthetic corpus's features are a quarter of a gigabyte at most.
/// </summary>
internal static class FrameRows
{
    /// <summary>Rows a second [chosen: every other frame at 30 a second].</summary>
    public const double ASecond = 15;

    /// <summary>L: frames a row.</summary>
    /// <param name="framesPerSecond">the video's rate</param>
    public static int Length(double framesPerSecond) => Math.Max(1, (int)Math.Round(framesPerSecond / ASecond));

    /// <summary>Where a row's frame stands in the video, from 0.</summary>
    /// <param name="row">from 0</param>
    /// <param name="length">L</param>
    public static int Position(int row, int length) => row * length + length / 2;

    /// <summary>Seconds as rows, at least one.</summary>
    /// <param name="seconds">how long</param>
    /// <param name="length">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    public static int Of(double seconds, int length, double framesPerSecond) => Math.Max(1, (int)Math.Round(seconds * framesPerSecond / length, MidpointRounding.AwayFromZero));

    /// <summary>All rows within expressions, and as many others, drawn once [source MTSN]; all others where they are fewer.</summary>
    /// <param name="videos">the training videos with their intervals</param>
    /// <param name="seed">decides the draw</param>
    /// <exception cref="InputException">no row lies within an expression</exception>
    public static IReadOnlyList<(int Video, int Row)> Balanced(IReadOnlyList<TaughtVideo> videos, long seed)
    {
        var rows = (from v in videos.Index() from row in Enumerable.Range(0, v.Item.Snippets) select (Video: v.Index, Row: row))
            .ToLookup(r => videos[r.Video].Intervals.Any(i => i.Onset <= FrameOf(r) && FrameOf(r) <= i.Offset));
        if (!rows[true].Any())
            throw new InputException(
                $"{videos.Count} training videos", "no row of features within an expression", "some", "Extract the features with shorter snippets, or check that labels and features belong together.");
        (int, int)[] others = [.. rows[false]];
        StepSeed.Generator(seed, long.MinValue).Shuffle(others);
        return [.. rows[true].Concat(others.Take(rows[true].Count())).Order()];

        int FrameOf((int Video, int Row) r) => Position(r.Row, videos[r.Video].Video.SnippetLength) + 1;
    }
}
