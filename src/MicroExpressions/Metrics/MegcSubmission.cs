using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>One row of a challenge submission.</summary>
/// <param name="Video">the video</param>
/// <param name="Onset">first frame</param>
/// <param name="Offset">last frame, inclusive</param>
/// <param name="Kind">micro (<c>me</c>) or macro (<c>mae</c>)</param>
public sealed record MegcPrediction(string Video, int Onset, int Offset, ExpressionKind Kind);

/// <summary>The spotting challenge's (MEGC) submission file: <c>vid,pred_onset,pred_offset,type</c>, without scores and subjects.</summary>
public static class MegcSubmission
{
    private static readonly string[] Columns = ["vid", "pred_onset", "pred_offset", "type"];

    /// <summary>What is submitted: the detections that count under the options, micro if they last at most 0.5 s.</summary>
    public static IReadOnlyList<MegcPrediction> From(IEnumerable<Detection> detections, double framesPerSecond, ScoringOptions options) =>
    [
        .. from video in detections.GroupBy(d => new VideoName(d.Subject, d.Video))
           from d in IntervalMatching.BestFirst(video, options)
           where IntervalMatching.IsAbove(d.Score, options.Threshold)
           let isMicro = d.OffsetFrame - d.OnsetFrame <= 0.5 * framesPerSecond
           select new MegcPrediction(d.Video, d.OnsetFrame, d.OffsetFrame, isMicro ? ExpressionKind.Micro : ExpressionKind.Macro),
    ];

    /// <summary>The predictions as detections of equal score, so that <see cref="SpottingScore"/> can score them.</summary>
    /// <param name="predictions">the rows of a submission</param>
    /// <param name="videos">all videos of the data set: they tell the subject</param>
    /// <exception cref="InputException">a video that is not among them, or whose name two subjects share</exception>
    public static IReadOnlyList<Detection> ToDetections(IReadOnlyList<MegcPrediction> predictions, IEnumerable<VideoName> videos)
    {
        var byName = videos.Distinct().ToLookup(v => v.Video);
        return [.. predictions.Select((p, i) => new Detection(Subject(p, i), p.Video, p.Onset, p.Offset, Score: 1))];

        string Subject(MegcPrediction p, int index) => byName[p.Video].ToList() switch
        {
            [var one] => one.Subject,
            [] => throw new InputException(
                $"submission, prediction {index + 1}", $"video {p.Video}", "a video of the data set",
                "Give the submission and the annotations of the same data set."),
            var several => throw new InputException(
                $"submission, prediction {index + 1}",
                $"video {p.Video}, which subjects {string.Join(", ", several.Select(v => v.Subject))} have",
                "a name that tells the subject", "Score this data set from a detections file with a subject column."),
        };
    }

    /// <summary>Reads a submission, in its order.</summary>
    /// <exception cref="InputException">the file is missing or lacks a column, or a cell cannot be used</exception>
    public static IReadOnlyList<MegcPrediction> Read(string path) =>
    [
        .. HeadedRow.Read(path, Columns).Select(row => new MegcPrediction(
            FormulaText.Plain(row.Text("vid")), Frame(row, "pred_onset"), Frame(row, "pred_offset"),
            ExpressionKinds.Read(row.Text("type")) ?? throw row.Wrong("type", $"'{row.Text("type")}'", ExpressionKinds.Words))),
    ];

    /// <summary>Writes a submission; an earlier file is replaced as a whole.</summary>
    public static void Write(string path, IEnumerable<MegcPrediction> predictions) => WholeFile.WriteText(path, writer =>
    {
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string column in Columns) csv.WriteField(column);
        csv.NextRecord();
        foreach (var p in predictions)
        {
            csv.WriteField(FormulaText.Guarded(p.Video));
            csv.WriteField(p.Onset);
            csv.WriteField(p.Offset);
            csv.WriteField(p.Kind == ExpressionKind.Micro ? "me" : "mae");
            csv.NextRecord();
        }
    });

    /// <summary>A whole number, also where a table program wrote it as 12.0.</summary>
    private static int Frame(HeadedRow row, string column) =>
        row.Number(column) is var frame and >= 0 and < int.MaxValue && frame == Math.Floor(frame)
        ? (int)frame
        : throw row.Wrong(column, $"'{row.Text(column)}'", "a frame number");
}
