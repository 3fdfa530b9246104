using System.Text.Json;
using CsvHelper;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>What was spotted in a video, for other programs.</summary>
public static class VideoSpottingFiles
{
    /// <summary>
    /// Writes <c>intervals.csv</c>, <c>intervals.json</c>, <c>megc.csv</c>, <c>intervals.srt</c>, <c>intervals.vtt</c>,
    /// <c>intervals.eaf</c>, <c>tcam.svg</c> and <c>index.html</c>, which links the others.
    /// </summary>
    /// <param name="found">what was spotted</param>
    /// <param name="folder">where to; made if it is not there</param>
    /// <returns>the files</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(this VideoSpotting found, string folder) => SpottingFiles.Write(
        folder, found.Page(), found.File, [.. found.Intervals.Select(i => TimedAnnotation.Of(i, found.Times))],
        found.Intervals.Select(i => new MegcPrediction(found.Name, i.Onset, i.Offset, i.Kind)), new("tcam.svg", "the figure", to => to.Write(found.Figure().ToSvg())),
        new("intervals.csv", "the intervals with frames, seconds, kind and score", to => WriteCsv(found, to)),
        new("intervals.json", "the same with all candidates, the curves and the recipe", to => to.Write(found.ToJson() + "\n")));

    /// <summary>The columns of <see cref="DetectionFile"/>, the video standing for the person too, then kind and seconds.</summary>
    private static void WriteCsv(VideoSpotting found, TextWriter to)
    {
        using CsvWriter csv = SpottingFiles.Csv(to, "subject", "video", "start", "end", "score", "kind", "start_seconds", "end_seconds");
        foreach (SpottedInterval i in found.Intervals)
            csv.Row(found.Name, found.Name, i.Onset, i.Offset, i.Score, SpottingFiles.Code(i.Kind), Math.Round(found.Seconds(i.Onset), 6), Math.Round(found.Seconds(i.Offset + 1), 6));
    }

    /// <summary>Everything but the pictures: video, intervals, candidates, curves, and the recipes of features and weights.</summary>
    public static string ToJson(this VideoSpotting found) => SpottingFiles.ToJson(new
    {
        Video = found.Name,
        found.Frames,
        found.FramesPerSecond,
        SnippetFrames = found.Timing.Frames,
        EveryNthFrame = found.Timing.Step,
        found.Threshold,
        WithoutFace = found.WithoutFace.Select(w => new[] { w.From, w.To }),
        Intervals = found.Intervals.Select(Interval),
        Candidates = found.Candidates.Select(Interval),
        Curves = new
        {
            AppearanceAttention = found.Curves.RgbAttention,
            MotionAttention = found.Curves.FlowAttention,
            found.Curves.Attention,
            ActivationMap = found.Curves.ActivationMap.Chunk(3).Select(row => new { Micro = row[0], Macro = row[1], Background = row[2] }),
        },
        Features = JsonDocument.Parse(found.Features.ToJson()).RootElement,
        Weights = JsonDocument.Parse(found.Recipe.ToJson()).RootElement,
    });

    private static object Interval(SpottedInterval i) =>
        new { i.Onset, i.Offset, Kind = SpottingFiles.Code(i.Kind), i.Score };
}
