namespace MicroExpressions.Annotations;

/// <summary>
/// The form in which lists for spotting circulate between labs, the same eight columns for CAS(ME)², SAMM-LV and CAS(ME)³:
/// <c>subject,video,type,type_idx,startFrame,endFrame,frame_num,length</c>. No apex, no action units.
/// </summary>
internal static class LabList
{
    /// <summary>Reads such a list.</summary>
    /// <param name="file">the recognised file</param>
    /// <param name="name">gives subject and video from the parts of the row's video path, last part last</param>
    public static IntervalList Read(RecognisedFile file, Func<AnnotationRow, string[], (string Subject, string Video)> name)
    {
        Dictionary<VideoName, int> frames = [];
        return ListReading.Intervals(file, row =>
        {
            (string subject, string video) = name(row, row.Text("video").Split('/', '\\'));
            ExpressionKind kind = row.Kind();
            int index = row.Frame("kind-index");
            if (index != (kind == ExpressionKind.Macro ? 1 : 2))
            {
                throw row.Wrong("kind-index", $"{index} for {row.Text("kind")}", "1 for macro, 2 for micro");
            }

            int onset = row.Onset();
            int offset = row.Frame("offset");
            int count = row.Frame("frames");
            if (offset > count)
            {
                throw row.Wrong("offset", $"offset {offset} after the video's {count} frames", "an offset inside the video");
            }

            if (frames.TryGetValue(new(subject, video), out int before) && before != count)
            {
                throw row.Wrong("frames", $"{count} frames for a video with {before} in an earlier row", "one length per video");
            }

            frames[new(subject, video)] = count;

            // Where the sheet has fractions, the length was truncated after the subtraction, the ends before it.
            int difference = offset - row.Frame("onset") - row.Frame("length");
            if (difference is not (0 or 1))
            {
                throw row.Wrong("length", row.Text("length"), $"endFrame − startFrame = {offset - row.Frame("onset")}");
            }

            return new ExpressionInterval(subject, video, kind, onset, null, offset, row.FramesPerSecond);
        }) with
        { Frames = frames };
    }
}
