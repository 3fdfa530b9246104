using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive;

/// <summary>What a model found as data frames, and back.</summary>
public static class DetectionFrame
{
    /// <summary>Detections: <c>subject, video, onset, offset, score, place</c>; frames may be fractions.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<Detection> detections)
    {
        Detection[] rows = [.. detections];
        return new(
            new StringDataFrameColumn("subject", rows.Select(d => d.Subject)),
            new StringDataFrameColumn("video", rows.Select(d => d.Video)),
            new DoubleDataFrameColumn("onset", rows.Select(d => d.Onset)),
            new DoubleDataFrameColumn("offset", rows.Select(d => d.Offset)),
            new DoubleDataFrameColumn("score", rows.Select(d => d.Score)),
            new StringDataFrameColumn("place", rows.Select(d => d.Place)));
    }

    /// <summary>What was found in one video: <c>onset, offset, kind, score</c>.</summary>
    public static DataFrame ToDataFrame(this IEnumerable<SpottedInterval> found)
    {
        SpottedInterval[] rows = [.. found];
        return new(
            new Int32DataFrameColumn("onset", rows.Select(s => s.Onset)),
            new Int32DataFrameColumn("offset", rows.Select(s => s.Offset)),
            new StringDataFrameColumn("kind", rows.Select(s => FrameCell.Word(s.Kind))),
            new DoubleDataFrameColumn("score", rows.Select(s => s.Score)));
    }

    /// <summary>The frame's detections; <c>place</c> may be missing.</summary>
    /// <exception cref="InputException">a column that is missing, a cell that is no number</exception>
    public static IReadOnlyList<Detection> ToDetections(this DataFrame frame)
    {
        FrameCell.Require(frame, ["subject", "video", "onset", "offset", "score"]);
        return [.. FrameCell.Rows(frame).Select(r => new Detection(
            FrameCell.Text(frame, "subject", r), FrameCell.Text(frame, "video", r),
            FrameCell.Number(frame, "onset", r), FrameCell.Number(frame, "offset", r), FrameCell.Number(frame, "score", r))
        {
            Place = FrameCell.Text(frame, "place", r),
        })];
    }

    /// <summary>The frame's intervals.</summary>
    /// <exception cref="InputException">a column that is missing, a cell that is no frame, kind or number</exception>
    public static IReadOnlyList<SpottedInterval> ToSpotted(this DataFrame frame)
    {
        FrameCell.Require(frame, ["onset", "offset", "kind", "score"]);
        return [.. FrameCell.Rows(frame).Select(r => new SpottedInterval(
            FrameCell.WholeNumber(frame, "onset", r), FrameCell.WholeNumber(frame, "offset", r),
            FrameCell.Kind(frame, "kind", r), FrameCell.Number(frame, "score", r)))];
    }
}
