using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>A file of a report.</summary>
/// <param name="Name">what it is called</param>
/// <param name="Holds">what is in it, for the page</param>
/// <param name="Write">writes it</param>
internal sealed record ReportFile(string Name, string Holds, Action<TextWriter> Write);

/// <summary>What every way of spotting lays down: a page, and for other programs tables, a submission, subtitles and tiers. Each file is written whole or not at all.</summary>
internal static class SpottingFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the tables, what all have, the figure, and <c>index.html</c>, which links the others.</summary>
    /// <param name="folder">where to; made if it is not there</param>
    /// <param name="page">the page, to which the list of files is added</param>
    /// <param name="video">the video's file, for ELAN; null where there is none</param>
    /// <param name="annotations">what was found, at its times</param>
    /// <param name="predictions">the same for the challenge</param>
    /// <param name="figure">the figure's file</param>
    /// <param name="tables">the method's own files</param>
    /// <returns>the files, in the order in which they are written</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(
        string folder, HtmlPage page, string? video, IReadOnlyList<TimedAnnotation> annotations, IEnumerable<MegcPrediction> predictions, ReportFile figure, params IReadOnlyList<ReportFile> tables)
    {
        (string Name, string Holds, Action<string> Write)[] files =
        [
            .. tables.Select(Text),
            ("megc.csv", "a submission to the spotting challenge (MEGC)", path => MegcSubmission.Write(path, predictions)),
            ("intervals.srt", "subtitles for a video player: what was found, while it lasts", path => SubRipFile.Write(path, annotations)),
            ("intervals.vtt", "the same for a browser's video element", path => WebVttFile.Write(path, annotations)),
            ("intervals.eaf", "the same for ELAN, on two tiers beside the video", path => ElanFile.Write(path, annotations, video)),
            Text(figure),
        ];
        foreach (var (name, _, write) in files)
            write(Path.Combine(folder, name));
        string index = Path.Combine(folder, "index.html");
        WholeFile.WriteText(index, to => to.Write(page.Heading("Files").Files([.. files.Select(f => (f.Name, f.Holds))]).ToString()));
        return [.. files.Select(f => Path.Combine(folder, f.Name)), index];

        static (string, string, Action<string>) Text(ReportFile file) => (file.Name, file.Holds, path => WholeFile.WriteText(path, file.Write));
    }

    /// <summary>As JSON for people and programs: indented, names in snake_case.</summary>
    public static string ToJson(object content) => JsonSerializer.Serialize(content, Json);

    /// <summary>A table with its head.</summary>
    public static CsvWriter Csv(TextWriter to, params IReadOnlyList<string> columns)
    {
        var csv = new CsvWriter(to, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        csv.Row(columns);
        return csv;
    }

    /// <summary>A row of it.</summary>
    public static void Row(this CsvWriter csv, params IReadOnlyList<object> cells)
    {
        foreach (object cell in cells)
            csv.WriteField(cell is string text ? FormulaText.Guarded(text) : cell);
        csv.NextRecord();
    }

    /// <summary>Intervals with the columns of <see cref="DetectionFile"/>, the video standing for the person too, then kind and seconds.</summary>
    public static void WriteIntervals(TextWriter to, string video, IEnumerable<SpottedInterval> intervals, FrameTimes times)
    {
        using CsvWriter csv = Csv(to, "subject", "video", "start", "end", "score", "kind", "start_seconds", "end_seconds");
        foreach (SpottedInterval i in intervals)
            csv.Row(video, video, i.Onset, i.Offset, i.Score, Code(i.Kind), Math.Round(times.Seconds(i.Onset - 1), 6), Math.Round(times.Seconds(i.Offset), 6));
    }

    /// <summary>An interval as JSON has it.</summary>
    public static object Interval(SpottedInterval i) => new { i.Onset, i.Offset, Kind = Code(i.Kind), i.Score };

    /// <summary><c>micro</c> or <c>macro</c>.</summary>
    public static string Code(ExpressionKind kind) => kind == ExpressionKind.Micro ? "micro" : "macro";
}
