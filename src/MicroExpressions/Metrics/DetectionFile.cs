using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>Detections as CSV: <c>subject,video,start,end,score</c>, further columns ignored, one epoch a file.</summary>
public static class DetectionFile
{
    private static readonly string[] Columns = ["subject", "video", "start", "end", "score"];

    /// <summary>Reads a file of detections, in its order.</summary>
    /// <param name="path">the file</param>
    /// <param name="dropScoreDigit">
    /// reads each score without its last digit, as the published evaluation did (<c>0.4853</c> counts as 0.485): only so does its
    /// published row come out
    /// </param>
    /// <exception cref="InputException">the file is missing or lacks a column, or a cell holds no finite number</exception>
    public static IReadOnlyList<Detection> Read(string path, bool dropScoreDigit = false) =>
    [
        .. HeadedRow.Read(path, Columns).Select(row =>
        {
            string score = row.Text("score");
            row.Number("score", score); // the whole cell must be a number even if its last digit is not used
            return new Detection(
                FormulaText.Plain(row.Text("subject")), FormulaText.Plain(row.Text("video")), row.Number("start"), row.Number("end"),
                row.Number("score", dropScoreDigit ? score[..^1] : score)) { Place = row.Place };
        }),
    ];

    /// <summary>Writes detections so that reading them gives the same numbers; an earlier file is replaced as a whole.</summary>
    public static void Write(string path, IEnumerable<Detection> detections) => WholeFile.WriteText(path, writer =>
    {
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string column in Columns) csv.WriteField(column);
        csv.NextRecord();
        foreach (var d in detections)
        {
            csv.WriteField(FormulaText.Guarded(d.Subject));
            csv.WriteField(FormulaText.Guarded(d.Video));
            csv.WriteField(d.Onset);
            csv.WriteField(d.Offset);
            csv.WriteField(d.Score);
            csv.NextRecord();
        }
    });
}
