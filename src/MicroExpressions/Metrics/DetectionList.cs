using System.Globalization;
using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>
/// Detections as entrants exchange them, against the annotations that they are to be scored with: the kit's own
/// <c>subject,video,start,end,score</c>, challenge submissions <c>vid,pred_onset,pred_offset,type</c>, <c>subject,video,onset,offset,emotion</c>,
/// lists of TP, FP and FN, lines without a header; commas, semicolons or tabs. What is unambiguous is read and said in <see cref="Notes"/>;
/// the rest is refused by row.
/// </summary>
/// <param name="Detections">in the file's order, named as the annotations name subject and video</param>
/// <param name="IsScored">whether the file has scores; else every detection has score 1</param>
/// <param name="Notes">how the file was read and what of it was not used</param>
public sealed record DetectionList(IReadOnlyList<Detection> Detections, bool IsScored, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a file of detections.</summary>
    /// <param name="path">the file</param>
    /// <param name="truth">the annotations: they tell subjects, videos and the rate</param>
    /// <param name="unlabelled">videos that were searched though the annotations have none of them</param>
    /// <param name="dropScoreDigit">reads each score without its last digit, see <see cref="DetectionFile.Read"/></param>
    /// <exception cref="InputException">
    /// the file is missing; its columns are not enough or may mean several things; a cell cannot be used; an unknown video; another rate than the
    /// annotations'; a score's digit is to be dropped where there are no scores
    /// </exception>
    public static DetectionList Read(
        string path, IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<VideoName>? unlabelled = null, bool dropScoreDigit = false)
    {
        double framesPerSecond = ScoringInput.CommonFrameRate(truth);
        Spreadsheet cells = Spreadsheet.Read(path);
        SheetRow[] rows = [.. cells.Sheets[0].Rows.Where(row => !row.IsBlank)];
        var videos = new VideoNames(truth.Select(i => new VideoName(i.Subject, i.Video)).Concat(unlabelled ?? []));
        DetectionColumns columns = DetectionColumns.Of(cells.FileName, rows, cells.DecimalComma, videos);
        bool isScored = columns.At.ContainsKey(DetectionRole.Score);
        if (dropScoreDigit && !isScored)
            throw new InputException(cells.FileName, "no column of scores", "scores, whose last digit is to be dropped", "Leave --drop-score-digit out.");

        var (found, missed, empty) = (new List<Detection>(), 0, 0);
        foreach (SheetRow cellsOfRow in rows.Skip(columns.HasHeader ? 1 : 0))
        {
            var row = new DetectionRow(cells.FileName, cellsOfRow, columns, cells.DecimalComma);
            if (row.SaysMissed)
                missed++;
            else if (row.HasNoFrames)
                empty++;
            else
                found.Add(row.Detection(videos, framesPerSecond, dropScoreDigit));
        }
        return new(found, isScored, [.. HowRead(columns, isScored, missed, empty), .. OtherSheets(cells), .. Kinds(found, framesPerSecond)]);
    }

    private static IEnumerable<string> HowRead(DetectionColumns columns, bool isScored, int missed, int empty)
    {
        DetectionRole[] shown = [DetectionRole.Subject, DetectionRole.Video, DetectionRole.Onset, DetectionRole.Offset, DetectionRole.Score, DetectionRole.Kind];
        string[] read = [.. shown.Where(columns.At.ContainsKey).Select(r => $"{r.ToString().ToLowerInvariant()} from {columns.Names[columns.At[r]]}")];
        yield return $"Detections: {string.Join(", ", read)}{(columns.HasHeader ? "" : "; the file has no header, so its content told the columns")}.";
        if (columns.Unused.ToArray() is [_, ..] unused)
            yield return $"Columns not used: {string.Join(", ", unused)}.";
        if (!columns.At.ContainsKey(DetectionRole.Subject))
            yield return "The file names no subjects: the annotations tell whose each video is.";
        if (columns.At.ContainsKey(DetectionRole.Outcome))
            yield return $"{Rows(missed)} FN or TN, which are no detections; the others are matched anew, whatever TP or FP they say.";
        else if (missed > 0)
            yield return $"{Rows(missed)} a labelled interval and no prediction: no detections.";
        if (empty > 0)
            yield return $"{Rows(empty)} a video and no frames: nothing detected there.";
        if (!isScored)
            yield return "No column of scores: every detection counts, however many a video has; among several that fit one interval the earlier row comes first.";

        static string Rows(int count) => count == 1 ? "1 row says" : $"{count} rows say";
    }

    private static IEnumerable<string> OtherSheets(Spreadsheet file) =>
        file.Sheets.Count == 1 ? [] : [$"Only sheet '{file.Sheets[0].Name}' is read, not {string.Join(", ", file.Sheets.Skip(1).Select(s => $"'{s.Name}'"))}."];

    /// <summary>Figures go by duration; a file that says otherwise is told so.</summary>
    private static IEnumerable<string> Kinds(IReadOnlyList<Detection> found, double framesPerSecond)
    {
        Detection[] other = [.. found.Where(d => d.Kind is { } kind && (kind == ExpressionKind.Micro) != (d.OffsetFrame - d.OnsetFrame <= 0.5 * framesPerSecond))];
        if (other.Length > 0)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{other.Length} of {found.Count} detections are called another kind than their duration says (micro up to 0.5 s at {framesPerSecond} frames per second), first {other[0].Place}; F1(0.5) and F1(1.0) go by duration.");
    }
}
