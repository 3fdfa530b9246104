using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Spotting;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Methods;

/// <summary>Videos as methods see them that look at frames: 15 rows a second, of which a micro- and a macro-expression each move a half.</summary>
internal static class FrameVideos
{
    private const int Rows = 100, Length = 2;

    /// <summary>Two subjects with a video each: half a second in the first half of the numbers, two seconds in the second.</summary>
    /// <param name="rgb">numbers a row</param>
    /// <param name="flow">likewise</param>
    public static SpottingVideo[] Of(int rgb, int flow) => [.. Enumerable.Range(0, 2).Select(number =>
    {
        var random = new Random(number);
        int micro = 12 + 5 * number, macro = 50 + 4 * number;
        string subject = $"s{number}", name = $"v{number}";
        return new SpottingVideo(subject, name, Rows * Length + 1, 30, Length, new(name, Matrix(rgb), Matrix(flow)),
        [
            new(subject, name, ExpressionKind.Micro, micro * Length + 1, null, (micro + 7) * Length, 30),
            new(subject, name, ExpressionKind.Macro, macro * Length + 1, null, (macro + 28) * Length, 30),
        ]);

        SnippetMatrix Matrix(int dimension)
        {
            var values = new float[Rows * dimension];
            for (int t = 0; t < Rows; t++)
                for (int d = 0; d < dimension; d++)
                    values[t * dimension + d] = 0.2f * (float)random.NextDouble() + (2 * d < dimension ? In(micro, 7, t) : In(macro, 28, t));
            return new(Rows, dimension, values);
        }

        static float In(int first, int count, int t) => t >= first && t < first + count ? 1 : 0;
    })];

    /// <summary>The same, with their intervals.</summary>
    public static TaughtVideo[] Taught(SpottingVideo[] videos) => [.. videos.Select(v => TaughtVideo.Of(v, Supervision.Full, new()))];
}
