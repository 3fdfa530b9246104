using System.Text.Json;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Metrics;

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
        new("intervals.csv", "the intervals with frames, seconds, kind and score", to => SpottingFiles.WriteIntervals(to, found.Name, found.Intervals, found.Times)),
        new("intervals.json", "the same with all candidates, the curves and the recipe", to => to.Write(found.ToJson() + "\n")));

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
        Intervals = found.Intervals.Select(SpottingFiles.Interval),
        Candidates = found.Candidates.Select(SpottingFiles.Interval),
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
}
