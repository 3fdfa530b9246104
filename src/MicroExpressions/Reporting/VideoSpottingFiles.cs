using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>What was spotted in a video, for other programs. Each file is written whole or not at all.</summary>
public static class VideoSpottingFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What lies beside the page, in the order in which it is written.</summary>
    private static readonly (string Name, string Holds)[] Beside =
    [
        ("intervals.csv", "the intervals with frames, seconds, kind and score"),
        ("intervals.json", "the same with all candidates, the curves and the recipe"),
        ("megc.csv", "a submission to the spotting challenge (MEGC)"),
        ("intervals.srt", "subtitles for a video player: what counts as found, while it lasts"),
        ("intervals.vtt", "the same for a browser's video element"),
        ("intervals.eaf", "the same for ELAN, on two tiers beside the video"),
        ("tcam.svg", "the figure"),
    ];

    /// <summary>
    /// Writes <c>intervals.csv</c>, <c>intervals.json</c>, <c>megc.csv</c>, <c>intervals.srt</c>, <c>intervals.vtt</c>,
    /// <c>intervals.eaf</c>, <c>tcam.svg</c> and <c>index.html</c>, which links the others.
    /// </summary>
    /// <param name="found">what was spotted</param>
    /// <param name="folder">where to; made if it is not there</param>
    /// <returns>the files</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(this VideoSpotting found, string folder)
    {
        string page = Path.Combine(folder, "index.html");
        string[] files = [.. Beside.Select(f => Path.Combine(folder, f.Name))];
        TimedAnnotation[] annotations = [.. found.Intervals.Select(i => TimedAnnotation.Of(i, found.Times))];
        WholeFile.WriteText(files[0], to => WriteCsv(found, to));
        WholeFile.WriteText(files[1], to => to.Write(found.ToJson() + "\n"));
        MegcSubmission.Write(files[2], found.Intervals.Select(i => new MegcPrediction(found.Name, i.Onset, i.Offset, i.Kind)));
        SubRipFile.Write(files[3], annotations);
        WebVttFile.Write(files[4], annotations);
        ElanFile.Write(files[5], annotations, found.File);
        WholeFile.WriteText(files[6], to => to.Write(found.Figure().ToSvg()));
        WholeFile.WriteText(page, to => to.Write(found.Page().Heading("Files").Files(Beside).ToString()));
        return [.. files, page];
    }

    /// <summary>The columns of <see cref="DetectionFile"/>, the video standing for the person too, then kind and seconds.</summary>
    private static void WriteCsv(VideoSpotting found, TextWriter to)
    {
        using var csv = new CsvWriter(to, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string column in new[] { "subject", "video", "start", "end", "score", "kind", "start_seconds", "end_seconds" })
            csv.WriteField(column);
        csv.NextRecord();
        foreach (SpottedInterval i in found.Intervals)
        {
            csv.WriteField(found.Name);
            csv.WriteField(found.Name);
            csv.WriteField(i.Onset);
            csv.WriteField(i.Offset);
            csv.WriteField(i.Score);
            csv.WriteField(i.Kind == ExpressionKind.Micro ? "micro" : "macro");
            csv.WriteField(Math.Round(found.Seconds(i.Onset), 6));
            csv.WriteField(Math.Round(found.Seconds(i.Offset + 1), 6));
            csv.NextRecord();
        }
    }

    /// <summary>Everything but the pictures: video, intervals, candidates, curves, and the recipes of features and weights.</summary>
    public static string ToJson(this VideoSpotting found) => JsonSerializer.Serialize(new
    {
        Video = found.Name,
        found.Frames,
        found.FramesPerSecond,
        SnippetFrames = found.Timing.Frames,
        EveryNthFrame = found.Timing.Step,
        found.Threshold,
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
    }, Json);

    private static object Interval(SpottedInterval i) =>
        new { i.Onset, i.Offset, Kind = i.Kind == ExpressionKind.Micro ? "micro" : "macro", i.Score };
}
