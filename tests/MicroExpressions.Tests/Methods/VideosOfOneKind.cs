using MicroExpressions.Features;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Methods;

/// <summary>What video labels can teach from: <see cref="SmallSpotting"/>'s videos, some as they are, some only up to snippet 9 or only after it.</summary>
internal static class VideosOfOneKind
{
    private const int Between = 9;      // after the micro-expression, before the macro-expression

    /// <summary>So many videos: with both expressions, with the first, with the second, and so on.</summary>
    public static SpottingVideo[] Of(int count) => [.. SmallSpotting.Videos(count).Select((video, number) => (number % 3) switch
    {
        0 => video,
        1 => Cut(video, 0, Between),
        _ => Cut(video, Between, video.Features.Snippets - Between),
    })];

    /// <summary>The same, as a method that learns from video labels is given them.</summary>
    public static TaughtVideo[] Taught(int count) => Of(count).Taught(Supervision.Video);

    private static SpottingVideo Cut(SpottingVideo video, int first, int count)
    {
        int from = first * video.SnippetLength, frames = count * video.SnippetLength + 1;
        return video with
        {
            Frames = frames,
            Features = video.Features with { Rgb = Rows(video.Features.Rgb), Flow = Rows(video.Features.Flow) },
            Intervals =
            [
                .. video.Intervals.Where(i => i.Onset > from && i.Offset <= from + frames)
                    .Select(i => i with { Onset = i.Onset - from, Offset = i.Offset - from }),
            ],
        };

        SnippetMatrix Rows(SnippetMatrix all) => new(count, all.Dimension, all.Values[(first * all.Dimension)..((first + count) * all.Dimension)]);
    }
}
