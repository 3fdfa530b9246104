using System.Globalization;
using MicroExpressions.Annotations;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive;

/// <summary>
/// Annotations as data frames, and back. Columns are those of <see cref="IntervalCsv"/>, and what is read back is held to its rules. Two
/// more, <c>action_units</c> and <c>emotion</c>, may be missing.
/// </summary>
public static class AnnotationFrame
{
    /// <summary>Intervals of long videos: <c>subject, video, kind, onset, apex, offset, fps, action_units, emotion</c>.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<ExpressionInterval> intervals)
    {
        ExpressionInterval[] rows = [.. intervals];
        return new(
            new StringDataFrameColumn("subject", rows.Select(i => i.Subject)),
            new StringDataFrameColumn("video", rows.Select(i => i.Video)),
            new StringDataFrameColumn("kind", rows.Select(i => FrameCell.Word(i.Kind))),
            new Int32DataFrameColumn("onset", rows.Select(i => i.Onset)),
            new Int32DataFrameColumn("apex", rows.Select(i => i.Apex)),
            new Int32DataFrameColumn("offset", rows.Select(i => i.Offset)),
            new DoubleDataFrameColumn("fps", rows.Select(i => i.FramesPerSecond)),
            new StringDataFrameColumn("action_units", rows.Select(i => i.ActionUnits)),
            new StringDataFrameColumn("emotion", rows.Select(i => i.Emotion)));
    }

    /// <summary>Clips for intensity: <c>subject, clip, onset, apex, offset, fps, action_units, emotion</c>.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<Clip> clips)
    {
        Clip[] rows = [.. clips];
        return new(
            new StringDataFrameColumn("subject", rows.Select(c => c.Subject)),
            new StringDataFrameColumn("clip", rows.Select(c => c.Name)),
            new Int32DataFrameColumn("onset", rows.Select(c => c.Onset)),
            new Int32DataFrameColumn("apex", rows.Select(c => c.Apex)),
            new Int32DataFrameColumn("offset", rows.Select(c => c.Offset)),
            new DoubleDataFrameColumn("fps", rows.Select(c => c.FramesPerSecond)),
            new StringDataFrameColumn("action_units", rows.Select(c => c.ActionUnits)),
            new StringDataFrameColumn("emotion", rows.Select(c => c.Emotion)));
    }

    /// <summary>The frame's intervals.</summary>
    /// <exception cref="InputException">a column that is missing, a row that is wrong</exception>
    public static IReadOnlyList<ExpressionInterval> ToIntervals(this DataFrame frame)
    {
        string[] columns = IntervalCsv.Header.Split(',');
        FrameCell.Require(frame, columns);
        return [.. FrameCell.Rows(frame).Select(r => IntervalCsv.ParseRow(FrameCell.Place(r), [.. columns.Select(column => FrameCell.Text(frame, column, r))]) with
        {
            ActionUnits = FrameCell.Text(frame, "action_units", r),
            Emotion = FrameCell.Text(frame, "emotion", r),
        })];
    }

    /// <summary>The frame's clips.</summary>
    /// <exception cref="InputException">as <see cref="ToIntervals"/>; a clip without an apex</exception>
    public static IReadOnlyList<Clip> ToClips(this DataFrame frame)
    {
        FrameCell.Require(frame, ["subject", "clip", "onset", "apex", "offset", "fps"]);
        return [.. FrameCell.Rows(frame).Select(r =>
        {
            string[] cells = [.. ((string[])["subject", "clip", "onset", "apex", "offset", "fps"]).Select(column => FrameCell.Text(frame, column, r))];
            ExpressionInterval row = IntervalCsv.ParseRow(FrameCell.Place(r), [cells[0], cells[1], "micro", .. cells[2..]]);
            int apex = row.Apex ?? throw new InputException(
                $"{FrameCell.Place(r)}, column 'apex'", "nothing", "a frame number", "Without an apex there is no pseudo label: leave the clip out.");
            return new Clip(row.Subject, row.Video, row.Onset, apex, row.Offset, row.FramesPerSecond)
            {
                ActionUnits = FrameCell.Text(frame, "action_units", r),
                Emotion = FrameCell.Text(frame, "emotion", r),
            };
        })];
    }
}
