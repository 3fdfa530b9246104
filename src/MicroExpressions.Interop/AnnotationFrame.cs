using System.Globalization;
using MicroExpressions.Annotations;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interop;

/// <summary>
/// Annotations as data frames, and back. Columns are those of <see cref="IntervalCsv"/>; what is read back is held to its rules. Two more,
/// <c>action_units</c> and <c>emotion</c>, may be missing.
/// </summary>
public static class AnnotationFrame
{
    private const string Place = "data frame";

    /// <summary>Intervals of long videos: <c>subject, video, kind, onset, apex, offset, fps, action_units, emotion</c>.</summary>
    public static DataFrame ToDataFrame(this IReadOnlyList<ExpressionInterval> intervals) => new(
        new StringDataFrameColumn("subject", intervals.Select(i => i.Subject)),
        new StringDataFrameColumn("video", intervals.Select(i => i.Video)),
        new StringDataFrameColumn("kind", intervals.Select(i => i.Kind == ExpressionKind.Micro ? "micro" : "macro")),
        new Int32DataFrameColumn("onset", intervals.Select(i => i.Onset)),
        new Int32DataFrameColumn("apex", intervals.Select(i => i.Apex)),
        new Int32DataFrameColumn("offset", intervals.Select(i => i.Offset)),
        new DoubleDataFrameColumn("fps", intervals.Select(i => i.FramesPerSecond)),
        new StringDataFrameColumn("action_units", intervals.Select(i => i.ActionUnits)),
        new StringDataFrameColumn("emotion", intervals.Select(i => i.Emotion)));

    /// <summary>Clips for intensity: <c>subject, clip, onset, apex, offset, fps, action_units, emotion</c>.</summary>
    public static DataFrame ToDataFrame(this IReadOnlyList<Clip> clips) => new(
        new StringDataFrameColumn("subject", clips.Select(c => c.Subject)),
        new StringDataFrameColumn("clip", clips.Select(c => c.Name)),
        new Int32DataFrameColumn("onset", clips.Select(c => c.Onset)),
        new Int32DataFrameColumn("apex", clips.Select(c => c.Apex)),
        new Int32DataFrameColumn("offset", clips.Select(c => c.Offset)),
        new DoubleDataFrameColumn("fps", clips.Select(c => c.FramesPerSecond)),
        new StringDataFrameColumn("action_units", clips.Select(c => c.ActionUnits)),
        new StringDataFrameColumn("emotion", clips.Select(c => c.Emotion)));

    /// <summary>The frame's intervals.</summary>
    /// <exception cref="InputException">a column that is missing, a row that is wrong, no row, several frame rates</exception>
    public static IReadOnlyList<ExpressionInterval> ToIntervals(this DataFrame frame) =>
        [.. Parsed(frame, IntervalCsv.Header.Split(','), fixedKind: null).Select((interval, r) => interval with
        {
            ActionUnits = Text(frame, "action_units", r),
            Emotion = Text(frame, "emotion", r),
        })];

    /// <summary>The frame's clips.</summary>
    /// <exception cref="InputException">as <see cref="ToIntervals"/>; a clip without an apex</exception>
    public static IReadOnlyList<Clip> ToClips(this DataFrame frame) =>
        [.. Parsed(frame, ["subject", "clip", "onset", "apex", "offset", "fps"], fixedKind: "micro").Select((interval, r) =>
            new Clip(interval.Subject, interval.Video, interval.Onset, Apex(interval, r), interval.Offset, interval.FramesPerSecond)
            {
                ActionUnits = Text(frame, "action_units", r),
                Emotion = Text(frame, "emotion", r),
            })];

    /// <summary>By way of the neutral CSV, whose reader holds every row to its rules and names the row that breaks one.</summary>
    private static IReadOnlyList<ExpressionInterval> Parsed(DataFrame frame, string[] columns, string? fixedKind)
    {
        string[] missing = [.. columns.Except(frame.Columns.Select(column => column.Name))];
        if (missing.Length > 0)
            throw new InputException(
                Place, string.Join(", ", frame.Columns.Select(column => column.Name)), $"the columns {string.Join(", ", columns)}",
                $"Add {string.Join(", ", missing)}.");
        IEnumerable<string> rows = Enumerable.Range(0, checked((int)frame.Rows.Count)).Select(r =>
        {
            List<string> cells = [.. columns.Select(column => Text(frame, column, r))];
            if (fixedKind is not null)
                cells.Insert(2, fixedKind);
            return string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        });
        using var text = new StringReader(string.Join('\n', [IntervalCsv.Header, .. rows]));
        return IntervalCsv.Parse(text, Place);
    }

    private static int Apex(ExpressionInterval interval, int row) => interval.Apex
        ?? throw new InputException($"{Place}, row {row + 1}, column 'apex'", "nothing", "a frame number", "Without an apex there is no pseudo label: leave the clip out.");

    /// <summary>A cell as text; nothing where it, or its column, is missing.</summary>
    private static string Text(DataFrame frame, string column, int row) =>
        Convert.ToString(frame.Columns.FirstOrDefault(c => c.Name == column)?[row], CultureInfo.InvariantCulture) ?? "";
}
